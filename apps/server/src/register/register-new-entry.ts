import { randomUUID } from 'node:crypto';
import type { CommandReply } from '@autolog/contract/batch';
import type { By } from '@autolog/domain/by';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { sqlState, UNIQUE_VIOLATION } from '@autolog/store/database';
import { streamOf, type AnyEvent, type StreamCategory } from '@autolog/domain/stream/stream';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import type { Records } from '../record/records.js';

/** A thing that is about to get a stream of its own. */
export type NewRegisterEntry = Readonly<{
  category: Exclude<StreamCategory, 'site' | 'batch' | 'person' | 'recipe'>;
  event: AnyEvent;
  /** Finds the row that has this name already; names are never given twice. */
  nameTaken: Readonly<{ sql: string; parameters: readonly string[] }>;
  /** What a person calls it, for the refusal. */
  displayName: string;
}>;

/** One new row of a register: its first event in a stream of its own, or ALREADY_EXISTS. */
export function registerNewEntry(
  records: Records,
  incoming: IncomingCommand,
  by: By,
  entry: NewRegisterEntry,
): Promise<CommandReply> {
  const exists = refusal('ALREADY_EXISTS', { what: entry.displayName });
  return refuseConcurrentDuplicate(exists, () =>
    records.executeOnce(incoming, by, async () => {
      const taken = await records.database.query(entry.nameTaken.sql, entry.nameTaken.parameters);
      if (taken.length > 0) return { refused: exists };
      const stream = streamOf(entry.category, randomUUID());
      await records.log.createStream(stream);
      await records.log.lock([stream]);
      const now = await records.log.now();
      await records.log.append([{ stream, after: 0, events: [entry.event] }], { by, now, command: incoming.id });
      return { reply: { stream, position: 1 } };
    }),
  );
}

/**
 * Two people who register the same name at the same instant both find it free. The unique key lets one of them in; the
 * other's transaction is gone, and its command is refused like any that comes later.
 */
export async function refuseConcurrentDuplicate<Reply>(exists: Refusal, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new RefusalError(exists);
    throw error;
  }
}
