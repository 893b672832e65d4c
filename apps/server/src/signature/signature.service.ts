import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { SignatureProof } from '@autolog/contract/signature';
import type { PersonBy } from '@autolog/domain/by';
import type { Digest, Instant, SignatureId } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { PERMISSIONS_OF, type Permission } from '@autolog/domain/role';
import type { Meaning, Signature } from '@autolog/domain/signature';
import type { Language } from '@autolog/domain/text';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { digestOf } from '@autolog/bundle/sha256';
import { Authenticator } from '../person/authenticator.js';
import { Records } from '../record/records.js';

const CHALLENGE_LIFE = `interval '60 seconds'`;

export const MEANING_PERMISSION: Readonly<Record<Meaning, Permission>> = {
  performed: 'batch.perform',
  witnessed: 'batch.perform',
  reviewed: 'batch.review',
  approved: 'recipe.approve',
  rejected: 'batch.certify',
  certified: 'batch.certify',
  assessed: 'exception.assess',
};

/** Somebody who has just proven both components; not yet a signature. */
export type AuthenticatedSigner = Readonly<{ challenge: string; signer: PersonBy }>;
export type SignatureRequest = Readonly<{
  meaning: Meaning;
  path: string;
  content: unknown;
  language: Language;
  now: Instant;
}>;

/** The only door through which a signature comes into being (INV-7, P11-70, P11-200). */
@Injectable()
export class SignatureService {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  /** A challenge over exactly this content, for this command alone. Real time: it has nothing to do with the site. */
  async createChallenge(meaning: Meaning, path: string, content: unknown) {
    const id = randomUUID();
    const digest = digestOf(canonicalBytes(content));
    const [row] = await this.records.database.query<{ expires: Date }>(
      `insert into challenge (id, content, meaning, path) values ($1, $2, $3, $4)
       returning created_at + ${CHALLENGE_LIFE} as expires`,
      [id, digest, meaning, path],
    );
    await this.records.database.query(`delete from challenge where created_at < real_now() - interval '1 day'`);
    return { challenge: id, content: digest, expiresAt: (row?.expires ?? new Date(0)).toISOString() };
  }

  /** Checks user name and password, before and outside the transaction that will use them. */
  async authenticateSigner(proof: SignatureProof, address: string): Promise<AuthenticatedSigner | Refusal> {
    const authenticated = await this.authenticator.authenticate(proof, 'signature', address);
    return 'refused' in authenticated
      ? authenticated.refused
      : { challenge: proof.challenge, signer: authenticated.by };
  }

  /** In the open transaction: uses the challenge up and binds the signer to what was shown, or refuses. */
  async sign(authenticated: AuthenticatedSigner, request: SignatureRequest): Promise<Signature | Refusal> {
    const permission = MEANING_PERMISSION[request.meaning];
    const role = authenticated.signer.roles.find((ownRole) => PERMISSIONS_OF[ownRole].includes(permission));
    if (!role) return refusal('NOT_ALLOWED', { permission });
    const [row] = await this.records.database.query<{ content: string; meaning: string; path: string }>(
      `update challenge set used_at = real_now()
        where id = $1 and used_at is null and created_at > real_now() - ${CHALLENGE_LIFE}
        returning content, meaning, path`,
      [authenticated.challenge],
    );
    if (row?.meaning !== request.meaning || row.path !== request.path) return refusal('CHALLENGE_EXPIRED');
    const content: Digest = digestOf(canonicalBytes(request.content));
    if (row.content !== content) return refusal('CONTENT_CHANGED');
    const { person, name, userName } = authenticated.signer;
    return {
      id: randomUUID() as SignatureId,
      person,
      name,
      userName,
      role,
      meaning: request.meaning,
      at: request.now,
      content,
      language: request.language,
      method: 'password',
    };
  }
}

export const isRefusal = (value: object): value is Refusal => 'refused' in value;
