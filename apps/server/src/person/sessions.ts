import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { PersonBy } from '@autolog/domain/by';
import type { PersonId } from '@autolog/domain/brand';
import { SessionStore } from '@autolog/store/session';
import { personBy } from './person-by.js';
import { tokenHash } from './token-hash.js';

const TOKEN_BYTES = 32;

/** Opaque, server-side, revocable at once; roles are read again at every request (S9). */
@Injectable()
export class Sessions {
  constructor(@Inject(SessionStore) private readonly sessions: SessionStore) {}

  /** Answers the token, which is not stored. */
  async open(person: PersonId, place: 'terminal' | 'desk'): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.sessions.open(tokenHash(token), person, place);
    return token;
  }

  async find(hash: Buffer): Promise<PersonBy | undefined> {
    const person = await this.sessions.find(hash);
    return person && personBy(person);
  }
}
