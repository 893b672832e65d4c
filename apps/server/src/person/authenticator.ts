import { Inject, Injectable } from '@nestjs/common';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { PersonStore } from '@autolog/store/person';
import { Transactions } from '@autolog/store/transactions';
import { PasswordAttempts } from './password-attempts.js';
import { passwordMatches } from './passwords.js';
import { personBy } from './person-by.js';

export type SignInPlace = 'terminal' | 'desk' | 'signature';
type GivenCredentials = Readonly<{ userName: string; password: string }>;
type AuthenticationResult = { by: PersonBy } | { refused: Refusal };

/** Checks both components; the one place where a password is compared. Never inside a transaction. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(PersonStore) private readonly people: PersonStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Log) private readonly log: Log,
    @Inject(PasswordAttempts) private readonly attempts: PasswordAttempts,
  ) {}

  authenticate(given: GivenCredentials, place: SignInPlace, address: string): Promise<AuthenticationResult> {
    return this.attempts.oneAtATime(address, given.userName, () => this.#authenticate(given, place, address));
  }

  async #authenticate(given: GivenCredentials, place: SignInPlace, address: string): Promise<AuthenticationResult> {
    const failed = place === 'signature' ? refusal('SIGNATURE_FAILED') : refusal('SIGN_IN_FAILED');
    const wait = this.attempts.secondsToWait(address, given.userName, Date.now());
    if (wait > 0) return { refused: refusal('TOO_MANY_ATTEMPTS', { seconds: String(wait) }) };
    const person = await this.people.findWithCredential(given.userName.toLowerCase());
    if (await passwordMatches(person?.credentialHash ?? undefined, given.password)) {
      if (!person) throw new Error('a password matched although there is no such person');
      this.attempts.recordSuccess(address, given.userName);
      return { by: personBy(person) };
    }
    this.attempts.recordFailure(address, given.userName, Date.now());
    if (person) await this.#recordFailure(person.id, place);
    return { refused: failed };
  }

  /** The failure stays on record in the person's own stream (P11-300). */
  async #recordFailure(person: PersonId, place: SignInPlace): Promise<void> {
    const stream = streamOf('person', person);
    await this.transactions.run(async () => {
      const after = (await this.log.lock([stream])).get(stream) ?? 0;
      await this.log.append([{ stream, after, events: [{ type: 'SignInFailed', v: 1, place }] }], {
        by: { kind: 'system', part: 'installation' },
        now: await this.log.now(),
      });
    });
  }
}
