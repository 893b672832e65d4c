import { randomUUID } from 'node:crypto';
import type { By } from '@autolog/domain/by';
import type { CommandId, PersonId } from '@autolog/domain/brand';
import type { PersonEvent } from '@autolog/domain/person/event';
import type { Role } from '@autolog/domain/role';
import type { Language } from '@autolog/domain/text';
import type { Database } from './database.js';
import { streamOf } from '@autolog/domain/stream/stream';
import type { Log } from './log.js';
import { registerListOf, type RegisterList } from './register-list.js';

export type PersonRow = Readonly<{
  id: PersonId;
  userName: string;
  name: string;
  roles: readonly Role[];
  language: Language;
}>;

export type PersonWithCredential = PersonRow & Readonly<{ credentialHash: string | null }>;

export type NewPerson = Readonly<{
  userName: string;
  name: string;
  roles: readonly Role[];
  language: Language;
  /** argon2id, made outside the transaction. */
  credentialHash: string;
}>;

const PEOPLE_MAX = 2_000;

type PersonListRow = Omit<PersonRow, 'language'>;

export class PersonStore {
  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  /** By printed name. */
  async list(): Promise<RegisterList<PersonListRow>> {
    const rows = await this.database.query<PersonListRow & { asOf: number }>(
      `select id, name, user_name as "userName", roles, (sum(seq) over ())::int as "asOf"
         from person order by name, user_name limit ${String(PEOPLE_MAX)}`,
    );
    return registerListOf(rows);
  }

  async rolesOf(person: PersonId): Promise<readonly Role[] | undefined> {
    const [row] = await this.database.query<{ roles: Role[] }>('select roles from person where id = $1', [person]);
    return row?.roles;
  }

  async hasUserName(userName: string): Promise<boolean> {
    return (await this.database.query('select from person where user_name = $1', [userName])).length > 0;
  }

  /** A person and the hash of the password, which is null where none was set. */
  async findWithCredential(userName: string): Promise<PersonWithCredential | undefined> {
    const [row] = await this.database.query<PersonWithCredential>(
      `select p.id, p.user_name as "userName", p.name, p.roles, p.language, c.hash as "credentialHash"
         from person p left join credential c on c.person = p.id where p.user_name = $1`,
      [userName],
    );
    return row;
  }

  /** In the open transaction. A user name that exists, or ever existed, collides on its unique key (P11-100). */
  async register(person: NewPerson, by: By, command?: CommandId): Promise<Readonly<{ id: PersonId; seq: number }>> {
    const id = randomUUID() as PersonId;
    const stream = streamOf('person', id);
    await this.log.createStream(stream);
    await this.log.lock([stream]);
    const { userName, name, roles, language, credentialHash } = person;
    const events: readonly PersonEvent[] = [
      { type: 'PersonRegistered', v: 1, userName, name, roles, language },
      { type: 'CredentialSet', v: 1, method: 'password' },
    ];
    const context = { by, now: await this.log.now(), ...(command && { command }) };
    await this.log.append([{ stream, after: 0, events }], context);
    await this.database.query('insert into credential (person, hash) values ($1, $2)', [id, credentialHash]);
    return { id, seq: events.length };
  }
}
