import { PASSWORD_MAX, USER_NAME_MAX } from '@autolog/domain/input-limits';
import { IdField, TextField, OneOfField } from './field.js';
import { ReplyId, ReplyInstant, ReplyList, ReplyOneOf, ReplyText } from './reply-field.js';
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
  @ReplyText() readonly label: string;
  @ReplyText() readonly value: string;
}

export class ChallengeReply {
  @ReplyId() readonly challenge: string;
  @ReplyOneOf(MEANINGS) readonly meaning: Meaning;
  @ReplyText({ description: 'SHA-256 of the canonical form of what is shown' }) readonly content: string;
  /** What the person reads before signing, in the language of the session. */
  @ReplyList(() => ShownLine) readonly shown: readonly ShownLine[];
  @ReplyInstant({ description: 'Real time' }) readonly expiresAt: string;
}
