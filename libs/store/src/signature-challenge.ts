import type { Digest, Instant } from '@autolog/domain/brand';
import type { Meaning } from '@autolog/domain/signature';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';

/** Of the real clock, which a simulated site clock does not change. */
const CHALLENGE_LIFE = `interval '60 seconds'`;

/** What would be signed: the digest of the content, what the signature means, and the command it is for. */
export type SignatureChallenge = Readonly<{ content: Digest; meaning: Meaning; path: string }>;

export class SignatureChallengeStore {
  constructor(private readonly database: Database) {}

  /** Answers until when it can be used. Challenges older than a day are deleted. */
  async add(id: string, { content, meaning, path }: SignatureChallenge): Promise<Instant> {
    const [row] = await this.database.query<{ expires: Instant }>(
      `insert into challenge (id, content, meaning, path) values ($1, $2, $3, $4)
       returning ${instantText(`(created_at + ${CHALLENGE_LIFE})`)} as expires`,
      [id, content, meaning, path],
    );
    if (!row) throw new Error('the challenge was not stored');
    await this.database.query(`delete from challenge where created_at < real_now() - interval '1 day'`);
    return row.expires;
  }

  /** In the open transaction: marks it as used; undefined where it was used before or is too old. */
  async use(id: string): Promise<SignatureChallenge | undefined> {
    const [row] = await this.database.query<SignatureChallenge>(
      `update challenge set used_at = real_now()
        where id = $1 and used_at is null and created_at > real_now() - ${CHALLENGE_LIFE}
        returning content, meaning, path`,
      [id],
    );
    return row;
  }
}
