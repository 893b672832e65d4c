import type { PersonId } from '@autolog/domain/brand';
import type { Database } from './database.js';
import type { PersonRow } from './person.js';

/** A session that nobody used for this long is over; a terminal locks long before. */
const IDLE_MAX = `interval '1 hour'`;
const LIFE_MAX = `interval '14 hours'`;
/** Writing `seen_at` on every request would double the writes; a minute is exact enough. */
const SEEN_INTERVAL = `interval '1 minute'`;

/** Sessions by the hash of their token; the token itself is not stored. */
export class SessionStore {
  constructor(private readonly database: Database) {}

  async open(tokenHash: Buffer, person: PersonId, place: 'terminal' | 'desk'): Promise<void> {
    await this.database.query('insert into session (token_hash, person, place) values ($1, $2, $3)', [
      tokenHash,
      person,
      place,
    ]);
  }

  /** Whose session this is, with the roles of this moment; undefined when it is over. Prolongs it. */
  async find(tokenHash: Buffer): Promise<PersonRow | undefined> {
    const [row] = await this.database.query<PersonRow & { isSeenLongAgo: boolean }>(
      `select p.id, p.user_name as "userName", p.name, p.roles, p.language,
              s.seen_at < real_now() - ${SEEN_INTERVAL} as "isSeenLongAgo"
         from session s join person p on p.id = s.person
        where s.token_hash = $1 and s.seen_at > real_now() - ${IDLE_MAX} and s.created_at > real_now() - ${LIFE_MAX}`,
      [tokenHash],
    );
    if (row?.isSeenLongAgo) {
      await this.database.query('update session set seen_at = real_now() where token_hash = $1', [tokenHash]);
    }
    return row;
  }

  /** False when it was closed already. */
  async close(tokenHash: Buffer): Promise<boolean> {
    const sql = 'delete from session where token_hash = $1 returning token_hash';
    return (await this.database.query(sql, [tokenHash])).length > 0;
  }

  /** Answers how many sessions of this person ended. */
  async closeAllOf(person: PersonId): Promise<number> {
    const sql = 'delete from session where person = $1 returning token_hash';
    return (await this.database.query(sql, [person])).length;
  }
}
