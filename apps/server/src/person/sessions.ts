import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import type { Role } from '@autolog/domain/role';
import type { Language } from '@autolog/domain/text';
import { Records } from '../record/records.js';
import { tokenHash } from './token-hash.js';

/** A session that nobody used for this long is over; a terminal locks long before. */
const IDLE_MAX = `interval '1 hour'`;
const LIFE_MAX = `interval '14 hours'`;
/** Writing "seen" on every request would double the writes; a minute is exact enough. */
const SEEN_INTERVAL = `interval '1 minute'`;

type SessionRow = { id: PersonId; name: string; user_name: string; roles: Role[]; language: Language; stale: boolean };

/** Opaque, server-side, revocable at once; roles are read anew at every request (S9). */
@Injectable()
export class Sessions {
  constructor(@Inject(Records) private readonly records: Records) {}

  async open(person: PersonId, place: 'terminal' | 'desk'): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.records.database.query('insert into session (token_hash, person, place) values ($1, $2, $3)', [
      tokenHash(token),
      person,
      place,
    ]);
    return token;
  }

  async find(hash: Buffer): Promise<PersonBy | undefined> {
    const [row] = await this.records.database.query<SessionRow>(
      `select p.id, p.name, p.user_name, p.roles, p.language, s.seen_at < real_now() - ${SEEN_INTERVAL} as stale
         from session s join person p on p.id = s.person
        where s.token_hash = $1 and s.seen_at > real_now() - ${IDLE_MAX} and s.created_at > real_now() - ${LIFE_MAX}`,
      [hash],
    );
    if (!row) return undefined;
    if (row.stale) {
      await this.records.database.query('update session set seen_at = real_now() where token_hash = $1', [hash]);
    }
    const { id, name, user_name: userName, roles, language } = row;
    return { kind: 'person', person: id, name, userName, roles, language };
  }

  /** False when it was closed already. */
  async close(hash: Buffer): Promise<boolean> {
    const sql = 'delete from session where token_hash = $1 returning token_hash';
    return (await this.records.database.query(sql, [hash])).length > 0;
  }

  /** In the open transaction: a person whose roles changed signs in again. Answers how many sessions that ended. */
  async closeAllOf(person: PersonId): Promise<number> {
    const sql = 'delete from session where person = $1 returning token_hash';
    return (await this.records.database.query(sql, [person])).length;
  }
}
