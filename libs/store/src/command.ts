import type { CommandId } from '@autolog/domain/brand';
import type { Database } from './database.js';

/** A command that was answered: by whom it was given, the keyed digest of its body, and the answer. */
export type AnsweredCommand<Answer> = Readonly<{ actor: string; bodyMac: Buffer; answer: Answer }>;

/** Answers of commands by the id the client made, kept for ever so that a repeated command gets the same answer. */
export class CommandStore {
  constructor(private readonly database: Database) {}

  async find<Answer>(id: CommandId): Promise<AnsweredCommand<Answer> | undefined> {
    const [row] = await this.database.query<AnsweredCommand<Answer>>(
      'select person as actor, body_mac as "bodyMac", answer from command where id = $1',
      [id],
    );
    return row;
  }

  /** In the open transaction; collides on its unique key where the same id was answered meanwhile. */
  async add(id: CommandId, { actor, bodyMac, answer }: AnsweredCommand<unknown>): Promise<void> {
    await this.database.query('insert into command (id, person, body_mac, answer) values ($1, $2, $3, $4)', [
      id,
      actor,
      bodyMac,
      JSON.stringify(answer),
    ]);
  }
}
