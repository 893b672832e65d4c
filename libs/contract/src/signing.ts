import { Id, InstantText, Line, OneOf, One } from './field.js';
import { MEANINGS, type Meaning } from '@autolog/domain/signature';

const PASSWORD_MAX = 256;

/** Both components, every time, on a fresh challenge that is used once. */
export class SignatureProof {
  @Id({ description: 'From POST /api/signature-challenges; lives 60 s, used once' }) challenge: string;
  @Line({ max: 64 }) userName: string;
  @Line({ max: PASSWORD_MAX }) password: string;
}

/** Asks for a challenge over the command that is about to be signed; the reply says exactly what will be signed. */
export class ChallengeRequest {
  @OneOf(MEANINGS) meaning: Meaning;
  @Line({ description: 'The path the signed command will be posted to, e.g. /api/batches/…/steps/wash/perform' })
  path: string;
  @Line({ max: 20_000, description: 'The body of that command without its signature, as JSON text' }) body: string;
}

export class ShownLine {
  @Line({ max: 500 }) label: string;
  @Line({ max: 2_000, min: 0 }) value: string;
}

export class ChallengeReply {
  @Id() challenge: string;
  @OneOf(MEANINGS) meaning: Meaning;
  @Line({ description: 'SHA-256 of the canonical form of what is shown' }) content: string;
  /** What the person reads before signing, in the language of the session. */
  shown: { label: string; value: string }[];
  @InstantText({ description: 'real time' }) expiresAt: string;
}

export class SignatureReply {
  @Line() name: string;
  @Line() userName: string;
  @Line() role: string;
  @OneOf(MEANINGS) meaning: Meaning;
  @InstantText() at: string;
  @Line() content: string;
}

export class SignedBody {
  @One(() => SignatureProof) signature: SignatureProof;
}
