import { Inject, Injectable } from '@nestjs/common';
import type { CommandReply } from '@autolog/contract/reply';
import type { PeopleReply } from '@autolog/contract/person';
import type { RegisterPersonBody } from '@autolog/contract/person';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import type { PersonEvent } from '@autolog/domain/person/event';
import { refusal } from '@autolog/domain/refusal';
import { ROLES, type Role } from '@autolog/domain/role';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { PersonStore } from '@autolog/store/person';
import { SessionStore } from '@autolog/store/session';
import type { IncomingCommand } from '../http/caller.js';
import { CommandExecution, replyOf } from '../record/command-execution.js';
import { refuseConcurrentDuplicate } from '../register/concurrent-duplicate.js';
import { hashPassword } from './passwords.js';

const PERSON_WORD = { en: 'person', nl: 'persoon' } as const;

@Injectable()
export class PersonService {
  constructor(
    @Inject(PersonStore) private readonly people: PersonStore,
    @Inject(SessionStore) private readonly sessions: SessionStore,
    @Inject(CommandExecution) private readonly commands: CommandExecution,
    @Inject(Log) private readonly log: Log,
  ) {}

  async list(): Promise<PeopleReply> {
    const { asOf, lines } = await this.people.list();
    return { stream: 'person', asOf, people: lines };
  }

  /** New people get the language of the person who registered them until they choose their own. */
  async register(incoming: IncomingCommand, body: RegisterPersonBody, by: PersonBy): Promise<CommandReply> {
    const { userName, name } = body;
    const previous = await this.commands.previousResult<CommandReply>(incoming, by);
    if (previous) return replyOf(previous);
    // Hashing takes its time on purpose: never inside a transaction.
    const credentialHash = await hashPassword(body.password);
    const exists = refusal('ALREADY_EXISTS', { what: userName });
    const person = { userName, name, roles: inCanonicalOrder(body.roles), language: by.language, credentialHash };
    return refuseConcurrentDuplicate(exists, () =>
      this.commands.executeOnce(incoming, by, async () => {
        if (await this.people.hasUserName(userName)) return { refused: exists };
        const { id, seq } = await this.people.register(person, by, incoming.id);
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
    return this.commands.executeOnce(incoming, by, async () => {
      // A person cannot change their own roles: misusing a role takes two people (P11-200a1).
      if (person === by.person) return { refused: refusal('OWN_ROLES') };
      const stream = streamOf('person', person);
      const after = (await this.log.lock([stream])).get(stream);
      const roles = await this.people.rolesOf(person);
      if (after === undefined || !roles) return { refused: refusal('NOT_FOUND', { what: PERSON_WORD[by.language] }) };
      const [was, now] = [inCanonicalOrder(roles), inCanonicalOrder(wanted)];
      if (was.join() === now.join()) return { reply: { stream, position: after } };
      const events: PersonEvent[] = [{ type: 'RolesChanged', v: 1, was, now }];
      const ended = await this.sessions.closeAllOf(person);
      if (ended > 0) events.push({ type: 'SignedOut', v: 1, cause: 'roles changed' });
      await this.log.append([{ stream, after, events }], { by, now: await this.log.now(), command: incoming.id });
      return { reply: { stream, position: after + events.length } };
    });
  }
}

/** Each role once, in the order of the closed list: the same set is always the same text. */
const inCanonicalOrder = (roles: readonly Role[]): Role[] => ROLES.filter((role) => roles.includes(role));
