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
import { SignatureChallengeStore } from '@autolog/store/signature-challenge';
import { Authenticator } from '../person/authenticator.js';

/** Somebody who has just proven both components; not yet a signature. */
export type AuthenticatedSigner = Readonly<{ challenge: string; signer: PersonBy }>;
export type SignatureRequest = Readonly<{
  meaning: Meaning;
  /** What the command needs: the role that gives it is the role the signature is given in. */
  permission: Permission;
  path: string;
  content: unknown;
  language: Language;
  now: Instant;
}>;

/** The only code that makes a signature (INV-7, P11-70, P11-200). */
@Injectable()
export class SignatureService {
  constructor(
    @Inject(SignatureChallengeStore) private readonly challenges: SignatureChallengeStore,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

  /** A challenge over exactly this content, for this command alone. It expires by the real clock. */
  async createChallenge(meaning: Meaning, path: string, content: unknown) {
    const id = randomUUID();
    const digest = digestOf(canonicalBytes(content));
    const expiresAt = await this.challenges.add(id, { content: digest, meaning, path });
    return { challenge: id, content: digest, expiresAt };
  }

  /** Checks user name and password, before and outside the transaction that will use them. */
  async authenticateSigner(proof: SignatureProof, address: string): Promise<AuthenticatedSigner | Refusal> {
    const authenticated = await this.authenticator.authenticate(proof, 'signature', address);
    return 'refused' in authenticated
      ? authenticated.refused
      : { challenge: proof.challenge, signer: authenticated.by };
  }

  /** In the open transaction: uses the challenge and binds the signer to what was shown, or refuses. */
  async sign(authenticated: AuthenticatedSigner, request: SignatureRequest): Promise<Signature | Refusal> {
    const { permission } = request;
    const role = authenticated.signer.roles.find((ownRole) => PERMISSIONS_OF[ownRole].includes(permission));
    if (!role) return refusal('NOT_ALLOWED', { permission });
    const challenge = await this.challenges.use(authenticated.challenge);
    if (challenge?.meaning !== request.meaning || challenge.path !== request.path) return refusal('CHALLENGE_EXPIRED');
    const content: Digest = digestOf(canonicalBytes(request.content));
    if (challenge.content !== content) return refusal('CONTENT_CHANGED');
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
