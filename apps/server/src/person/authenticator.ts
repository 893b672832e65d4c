import { Inject, Injectable } from '@nestjs/common';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import type { Role } from '@autolog/domain/role';
import type { Language } from '@autolog/domain/text';
import { streamOf } from '@autolog/domain/stream/stream';
import { Records } from '../record/records.js';
import { PasswordAttempts } from './password-attempts.js';
import { passwordMatches } from './passwords.js';

export type SignInPlace = 'terminal' | 'desk' | 'signature';
type GivenCredentials = Readonly<{ userName: string; password: string }>;
type AuthenticationResult = { by: PersonBy } | { refused: Refusal };
type CredentialRow = {
  id: PersonId;
  name: string;
  user_name: string;
  roles: Role[];
  language: Language;
  hash: string | null;
};

/** Checks both components; the one place where a password is compared. Never inside a transaction. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(PasswordAttempts) private readonly attempts: PasswordAttempts,
  ) {}

  authenticate(given: GivenCredentials, place: SignInPlace, address: string): Promise<AuthenticationResult> {
    return this.attempts.oneAtATime(address, given.userName, () => this.#authenticate(given, place, address));
  }

  async #authenticate(given: GivenCredentials, place: SignInPlace, address: string): Promise<AuthenticationResult> {
    const failed = place === 'signature' ? refusal('SIGNATURE_FAILED') : refusal('SIGN_IN_FAILED');
    const wait = this.attempts.secondsToWait(address, given.userName, Date.now());
    if (wait > 0) return { refused: refusal('TOO_MANY_ATTEMPTS', { seconds: String(wait) }) };
    const [row] = await this.records.database.query<CredentialRow>(
      `select p.id, p.name, p.user_name, p.roles, p.language, c.hash
         from person p left join credential c on c.person = p.id where p.user_name = $1`,
      [given.userName.toLowerCase()],
    );
    if (await passwordMatches(row?.hash ?? undefined, given.password)) {
      if (!row) throw new Error('a password fitted nobody');
      this.attempts.recordSuccess(address, given.userName);
      const { id, name, user_name: userName, roles, language } = row;
      return { by: { kind: 'person', person: id, name, userName, roles, language } };
    }
    this.attempts.recordFailure(address, given.userName, Date.now());
    if (row) await this.#recordFailure(row.id, place);
    return { refused: failed };
  }

  /** The failure stays on record in the person's own stream (P11-300). */
  async #recordFailure(person: PersonId, place: SignInPlace): Promise<void> {
    const { database, log } = this.records;
    const stream = streamOf('person', person);
    await database.transaction(async () => {
      const after = (await log.lock([stream])).get(stream) ?? 0;
      await log.append([{ stream, after, events: [{ type: 'SignInFailed', v: 1, place }] }], {
        by: { kind: 'system', part: 'installation' },
        now: await log.now(),
      });
    });
  }
}
