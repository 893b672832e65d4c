import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { By } from '@autolog/domain/by';
import { refusal } from '@autolog/domain/refusal';
import { streamOf, type AnyEvent, type StreamCategory } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import type { IncomingCommand } from '../http/caller.js';
import { CommandExecution } from '../record/command-execution.js';
import { refuseConcurrentDuplicate } from './concurrent-duplicate.js';

/** A line of a register that is about to get a stream of its own. */
export type NewEntry = Readonly<{
  category: Exclude<StreamCategory, 'site' | 'batch' | 'person' | 'recipe'>;
  event: AnyEvent;
  /** What a person calls it, for the refusal. */
  displayName: string;
  /** Whether another line has this name already; names are never given twice. */
  isNameTaken: () => Promise<boolean>;
}>;

/** One new line of a register: its first event in a stream of its own, or ALREADY_EXISTS. */
@Injectable()
export class EntryRegistration {
  constructor(
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Log) private readonly log: Log,
  ) {}

  register(incoming: IncomingCommand, by: By, entry: NewEntry): Promise<CommandReply> {
    const exists = refusal('ALREADY_EXISTS', { what: entry.displayName });
    return refuseConcurrentDuplicate(exists, () =>
      this.commands.executeOnce(incoming, by, async () => {
        if (await entry.isNameTaken()) return { refused: exists };
        const stream = streamOf(entry.category, randomUUID());
        await this.log.createStream(stream);
        await this.log.lock([stream]);
        const now = await this.log.now();
        await this.log.append([{ stream, after: 0, events: [entry.event] }], { by, now, command: incoming.id });
        return { reply: { stream, position: 1 } };
      }),
    );
  }
}
