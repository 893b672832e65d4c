import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Batch } from '@autolog/domain/batch/state/batch';
import { evolveBatch } from '@autolog/domain/batch/state/evolve-batch';
import type { BatchId, Digest, RecipeId } from '@autolog/domain/brand';
import type { By } from '@autolog/domain/by';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { evolveRecipe, type RecipeRecord } from '@autolog/domain/recipe/evolve';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { ContentStore, encodeFreeText } from '@autolog/store/content';
import { sqlState, UNIQUE_VIOLATION, type Database } from '@autolog/store/database';
import { idOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { PersonNames } from '@autolog/store/person-names';
import { digestOf } from '@autolog/bundle/sha256';
import { StreamStates } from '@autolog/store/stream-states';
import type { Site } from '@autolog/store/site';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';

/** What a command came to: its reply, or a refusal that may have left evidence. Both are remembered. */
export type CommandResult<Reply> = Readonly<{ reply: Reply }> | Readonly<{ refused: Refusal }>;

export type FreeText = Readonly<{ bytes: Uint8Array; digest: Digest }>;

/** Everything a feature needs of the record, in one place. */
export class Records {
  readonly log: Log;
  readonly personNames: PersonNames;
  readonly content: ContentStore;
  readonly batches: StreamStates<'batch', Batch>;
  readonly recipes: StreamStates<'recipe', RecipeRecord>;
  readonly #key: Uint8Array;

  constructor(
    readonly database: Database,
    readonly site: Site,
    readonly software: string,
    key: Uint8Array,
  ) {
    this.#key = key;
    this.personNames = new PersonNames(database);
    this.log = new Log(database, this.personNames, { zone: site.zone, software });
    this.content = new ContentStore(database);
    this.batches = new StreamStates(this.log, (state, stream, recorded) =>
      evolveBatch(state, idOf(stream) as BatchId, recorded),
    );
    this.recipes = new StreamStates(this.log, (state, stream, recorded) =>
      evolveRecipe(state, idOf(stream) as RecipeId, recorded),
    );
  }

  /** A keyed digest that only this installation can make. */
  mac(value: unknown): Buffer {
    return createHmac('sha256', this.#key).update(canonicalBytes(value)).digest();
  }

  /** Free text of a command: what is stored, and the digest that events and signatures hold. */
  freeText(path: string, text: string): FreeText {
    // The nonce is the same for the challenge and for the command that follows it, and cannot be guessed outside.
    const bytes = encodeFreeText(text, this.mac({ path, text }).toString('hex').slice(0, 32));
    return { bytes, digest: digestOf(bytes) };
  }

  /** The answer this command already got, looked up before any password is checked; refused when the body differs. */
  async previousResult<Reply>(command: IncomingCommand, by: By): Promise<CommandResult<Reply> | undefined> {
    const [row] = await this.database.query<{ person: string; body_mac: Buffer; answer: CommandResult<Reply> }>(
      'select person, body_mac, answer from command where id = $1',
      [command.id],
    );
    if (!row) return undefined;
    const same = row.person === actorIdOf(by) && timingSafeEqual(row.body_mac, this.#bodyMac(command));
    return same ? row.answer : { refused: refusal('KEY_REUSED') };
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
    const answer = await this.#resultOf(command, by, work);
    if ('refused' in answer) throw new RefusalError(answer.refused);
    return answer.reply;
  }

  async #resultOf<Reply>(
    command: IncomingCommand,
    by: By,
    work: () => Promise<CommandResult<Reply>>,
  ): Promise<CommandResult<Reply>> {
    try {
      return await this.#executeAndRemember(command, by, work);
    } catch (error) {
      // The same command twice at the same instant: the other one has won, and its answer is ours. It may have lost on
      // any unique key, its own number or the name both give, and each of them says that the other has committed.
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      const before = await this.previousResult<Reply>(command, by);
      if (!before) throw error;
      return before;
    }
  }

  #executeAndRemember<Reply>(
    command: IncomingCommand,
    by: By,
    work: () => Promise<CommandResult<Reply>>,
  ): Promise<CommandResult<Reply>> {
    return this.database.transaction(async () => {
      const before = await this.previousResult<Reply>(command, by);
      if (before) return before;
      const fresh = await work();
      await this.database.query('insert into command (id, person, body_mac, answer) values ($1, $2, $3, $4)', [
        command.id,
        actorIdOf(by),
        this.#bodyMac(command),
        JSON.stringify(fresh),
      ]);
      return fresh;
    });
  }

  #bodyMac(command: IncomingCommand): Buffer {
    return this.mac({ method: command.method, path: command.path, body: withoutSecrets(command.body) });
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
