import { hash } from 'node:crypto';
import type { Instant } from '@autolog/domain/brand';
import type { StreamName } from '@autolog/domain/stream/stream';

/** What every reader of the log takes of a row: the text that was hashed, and the hash. */
export type LogEntryRow = Readonly<{ stream: StreamName; seq: number; canonical: string; leaf_hash: Buffer }>;
export const LOG_ENTRY_COLUMNS = 'stream, seq, canonical, leaf_hash';

export type LogEntry = Readonly<{
  stream: StreamName;
  seq: number;
  type: string;
  v: number;
  payload: Readonly<Record<string, unknown>>;
  actor: string;
  role?: string;
  terminal?: string;
  room?: string;
  at: Instant;
}>;

/** The record is not what was recorded: the database or its disk was changed. Nothing is decided on it. */
export class DamagedRecord extends Error {
  override readonly name = 'DamagedRecord';

  constructor(readonly what: string) {
    super(`the record is damaged: ${what} is not what was recorded`);
  }
}

/** An event as it was hashed. The other columns are for queries; an event is read from its text alone (F21). */
export function readLogEntry({ stream, seq, canonical, leaf_hash }: LogEntryRow): LogEntry {
  // The first byte of a leaf is 00, and so is U+0000 in UTF-8: one call, nothing copied.
  const leaf = hash('sha256', `\u0000${canonical}`, 'buffer');
  if (!leaf.equals(leaf_hash)) throw new DamagedRecord(`${stream} ${String(seq)}`);
  const entry = JSON.parse(canonical) as LogEntry;
  if (entry.stream !== stream || entry.seq !== seq) throw new DamagedRecord(`${stream} ${String(seq)}`);
  return entry;
}
