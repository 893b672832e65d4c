import { randomUUID } from 'node:crypto';
import type { By } from '@autolog/domain/by';
import type { CommandId, PersonId } from '@autolog/domain/brand';
import type { Role } from '@autolog/domain/role';
import type { Language } from '@autolog/domain/text';
import type { Database } from './database.js';
import { streamOf } from '@autolog/domain/stream/stream';
import type { Log } from './log.js';

export type PersonRow = Readonly<{
  id: PersonId;
  userName: string;
  name: string;
  roles: readonly Role[];
  language: Language;
}>;

export type NewPerson = Readonly<{
  userName: string;
  name: string;
  roles: readonly Role[];
  language: Language;
  /** argon2id, made outside the transaction. */
  credentialHash: string;
}>;

/** In the open transaction. A user name that exists, ever existed, collides on its unique key (P11-100). */
export async function registerPerson(
  database: Database,
  log: Log,
  person: NewPerson,
  by: By,
  command?: CommandId,
): Promise<Readonly<{ id: PersonId; seq: number }>> {
  const id = randomUUID() as PersonId;
  const stream = streamOf('person', id);
  await log.createStream(stream);
  await log.lock([stream]);
  const { userName, name, roles, language, credentialHash } = person;
  await log.append(
    [
      {
        stream,
        after: 0,
        events: [
          { type: 'PersonRegistered', v: 1, userName, name, roles, language },
          { type: 'CredentialSet', v: 1, method: 'password' },
        ],
      },
    ],
    { by, now: await log.now(), ...(command && { command }) },
  );
  await database.query('insert into credential (person, hash) values ($1, $2)', [id, credentialHash]);
  return { id, seq: 2 };
}
