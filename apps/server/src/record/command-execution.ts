import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { By } from '@autolog/domain/by';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { withCurrentCode } from '@autolog/domain/renamed-refusal';
import { CommandStore } from '@autolog/store/command';
import { isUniqueViolation } from '@autolog/store/sql-state';
import { Transactions } from '@autolog/store/transactions';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { InstallationMac } from './installation-mac.js';

/** What a command came to: its reply, or a refusal that may have left evidence. Stored as it is, for ever. */
export type CommandResult<Reply> = Readonly<{ reply: Reply }> | Readonly<{ refused: Refusal }>;

/** The reply of a command; throws where it was refused. */
export function replyOf<Reply>(result: CommandResult<Reply>): Reply {
  if ('refused' in result) throw new RefusalError(result.refused);
  return result.reply;
}

/** Executes each command once: the same id and body, sent again, gets the first answer (INV-2). */
@Injectable()
export class CommandExecution {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CommandStore) private readonly commands: CommandStore,
    @Inject(InstallationMac) private readonly mac: InstallationMac,
  ) {}

  /** The result this command already has, looked up before any password is checked; refused when the body differs. */
  async previousResult<Reply>(command: IncomingCommand, by: By): Promise<CommandResult<Reply> | undefined> {
    const answered = await this.commands.find<CommandResult<Reply>>(command.id);
    if (!answered) return undefined;
    const isSame = answered.actor === actorIdOf(by) && timingSafeEqual(answered.bodyMac, this.#bodyMac(command));
    if (!isSame) return { refused: refusal('KEY_REUSED') };
    const { answer } = answered;
    return 'refused' in answer ? { refused: withCurrentCode(answer.refused) } : answer;
  }

  /**
   * One command, one transaction, one answer: the answer is written with the events, refusals included, so that the
   * same id and body get the same answer for ever (INV-2).
   */
  async executeOnce<Reply>(
    command: IncomingCommand,
    by: By,
    work: () => Promise<CommandResult<Reply>>,
  ): Promise<Reply> {
    return replyOf(await this.#resultOf(command, by, work));
  }

  async #resultOf<Reply>(
    command: IncomingCommand,
    by: By,
    work: () => Promise<CommandResult<Reply>>,
  ): Promise<CommandResult<Reply>> {
    try {
      return await this.#executeAndStore(command, by, work);
    } catch (error) {
      // The same command twice at the same instant: the other one has won, and its answer is ours. This one may have
      // collided on any unique key, its own id or a name that both give: each of them says that the other has committed.
      if (!isUniqueViolation(error)) throw error;
      const previous = await this.previousResult<Reply>(command, by);
      if (!previous) throw error;
      return previous;
    }
  }

  #executeAndStore<Reply>(
    command: IncomingCommand,
    by: By,
    work: () => Promise<CommandResult<Reply>>,
  ): Promise<CommandResult<Reply>> {
    return this.transactions.run(async () => {
      const previous = await this.previousResult<Reply>(command, by);
      if (previous) return previous;
      const answer = await work();
      await this.commands.add(command.id, { actor: actorIdOf(by), bodyMac: this.#bodyMac(command), answer });
      return answer;
    });
  }

  #bodyMac(command: IncomingCommand): Buffer {
    return this.mac.of({ method: command.method, path: command.path, body: withoutSecrets(command.body) });
  }
}

const actorIdOf = (by: By): string => (by.kind === 'person' ? by.person : by.part);

/** The MAC never covers a credential: a leaked table must not help to guess one. */
function withoutSecrets(body: unknown): unknown {
  if (body === null || typeof body !== 'object') return body ?? null;
  if (Array.isArray(body)) return body.map(withoutSecrets);
  const kept = Object.entries(body).filter(([name, value]) => name !== 'password' && value !== undefined);
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutSecrets(value)]));
}
