import { IdField, InstantField, TextField, OneOfField, ObjectField } from './field.js';
import { PASSWORD_MAX, USER_NAME_MAX } from '@autolog/domain/input-limits';
import { MEANINGS, type Meaning } from '@autolog/domain/signature';

/** Both components, every time, on a fresh challenge that is used once. */
export class SignatureProof {
  @IdField({ description: 'From POST /api/signature-challenges; lives 60 s, used once' }) challenge: string;
  @TextField({ max: USER_NAME_MAX }) userName: string;
  @TextField({ max: PASSWORD_MAX }) password: string;
}

/** Asks for a challenge over the command that is about to be signed; the reply says exactly what will be signed. */
export class ChallengeRequest {
  @OneOfField(MEANINGS) meaning: Meaning;
  @TextField({ description: 'The path the signed command will be posted to, e.g. /api/batches/…/steps/wash/perform' })
  path: string;
  @TextField({ max: 20_000, description: 'The body of that command without its signature, as JSON text' }) body: string;
}

export class ShownLine {
  @TextField({ max: 500 }) label: string;
  @TextField({ max: 2_000, min: 0 }) value: string;
}

export class ChallengeReply {
  @IdField() challenge: string;
  @OneOfField(MEANINGS) meaning: Meaning;
  @TextField({ description: 'SHA-256 of the canonical form of what is shown' }) content: string;
  /** What the person reads before signing, in the language of the session. */
  shown: { label: string; value: string }[];
  @InstantField({ description: 'real time' }) expiresAt: string;
}

export class SignatureReply {
  @TextField() name: string;
  @TextField() userName: string;
  @TextField() role: string;
  @OneOfField(MEANINGS) meaning: Meaning;
  @InstantField() at: string;
  @TextField() content: string;
}

export class SignedBody {
  @ObjectField(() => SignatureProof) signature: SignatureProof;
}
