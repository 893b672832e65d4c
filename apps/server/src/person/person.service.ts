import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/batch';
import type { PeopleReply, PersonLine, RegisterPersonBody } from '@autolog/contract/register';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import type { PersonEvent } from '@autolog/domain/person/event';
import { refusal } from '@autolog/domain/refusal';
import { ROLES, type Role } from '@autolog/domain/role';
import { streamOf } from '@autolog/domain/stream/stream';
import { registerPerson } from '@autolog/store/person';
import type { IncomingCommand } from '../http/caller.js';
import { RefusalError } from '../http/refusal-error.js';
import { registerListOf, type RegisterRow } from '../register/register-list.js';
import { Records } from '../record/records.js';
import { refuseConcurrentDuplicate } from '../register/register-new-entry.js';
import { hashPassword } from './passwords.js';
import { Sessions } from './sessions.js';

const PEOPLE_MAX = 2_000;
const PEOPLE = `select id, name, user_name as "userName", roles, (sum(seq) over ())::int as "asOf"
  from person order by name, user_name limit ${String(PEOPLE_MAX)}`;
const PERSON_WORD = { en: 'person', nl: 'persoon' } as const;

@Injectable()
export class PersonService {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(Sessions) private readonly sessions: Sessions,
  ) {}

  async list(): Promise<PeopleReply> {
    const { asOf, lines } = registerListOf<PersonLine>(await this.records.database.query<RegisterRow>(PEOPLE));
    return { stream: 'person', asOf, people: lines };
  }

  /** New people read the language of whoever registered them until they choose their own. */
  async register(incoming: IncomingCommand, body: RegisterPersonBody, by: PersonBy): Promise<CommandReply> {
    const { userName, name } = body;
    const before = await this.records.previousResult<CommandReply>(incoming, by);
    if (before && 'refused' in before) throw new RefusalError(before.refused);
    if (before) return before.reply;
    // Hashing takes its time on purpose: never inside a transaction.
    const credentialHash = await hashPassword(body.password);
    const exists = refusal('ALREADY_EXISTS', { what: userName });
    const person = { userName, name, roles: inCanonicalOrder(body.roles), language: by.language, credentialHash };
    return refuseConcurrentDuplicate(exists, () =>
      this.records.executeOnce(incoming, by, async () => {
        const { database, log } = this.records;
        const taken = await database.query('select from person where user_name = $1', [userName]);
        if (taken.length > 0) return { refused: exists };
        const { id, seq } = await registerPerson(database, log, person, by, incoming.id);
        return { reply: { stream: streamOf('person', id), position: seq } };
      }),
    );
  }

  /** Takes effect at once: every session of this person ends, and what is sent from it is refused (S9). */
  changeRoles(
    incoming: IncomingCommand,
    person: PersonId,
    wanted: readonly Role[],
    by: PersonBy,
  ): Promise<CommandReply> {
    const { log, database } = this.records;
    return this.records.executeOnce(incoming, by, async () => {
      // Nobody gives themself the right to a GMP act: it takes two people to misuse a role (P11-200a1).
      if (person === by.person) return { refused: refusal('OWN_ROLES') };
      const stream = streamOf('person', person);
      const after = (await log.lock([stream])).get(stream);
      const [row] = await database.query<{ roles: Role[] }>('select roles from person where id = $1', [person]);
      if (after === undefined || !row) return { refused: refusal('NOT_FOUND', { what: PERSON_WORD[by.language] }) };
      const [was, now] = [inCanonicalOrder(row.roles), inCanonicalOrder(wanted)];
      if (was.join() === now.join()) return { reply: { stream, position: after } };
      const events: PersonEvent[] = [{ type: 'RolesChanged', v: 1, was, now }];
      const ended = await this.sessions.closeAllOf(person);
      if (ended > 0) events.push({ type: 'SignedOut', v: 1, cause: 'roles changed' });
      await log.append([{ stream, after, events }], { by, now: await log.now(), command: incoming.id });
      return { reply: { stream, position: after + events.length } };
    });
  }
}

/** Each role once, in the order of the closed list: the same set is always the same text. */
const inCanonicalOrder = (roles: readonly Role[]): Role[] => ROLES.filter((role) => roles.includes(role));
