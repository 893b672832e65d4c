import type { StepAnswerBody } from '@autolog/contract/batch';
import type { SignatureProof } from '@autolog/contract/signature';
import type { StepAnswer } from '@autolog/domain/batch/command';
import type { CommandToSign } from '@autolog/domain/batch/signing/content-to-sign';
import type { Instant } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { isStepKind, STEP_KIND_RULES } from '@autolog/domain/step-kind/step-kinds';
import { NAME_PATTERN } from '../http/request-pipes.js';
import type { FreeText } from '../record/free-texts.js';

/** A command of a person to a batch, read and checked but not signed yet. */
export type BatchCommandRequest = Readonly<{
  command: CommandToSign;
  /** The free texts whose digests the command holds. */
  texts?: readonly FreeText[];
  /** What the person looked at when deciding: a step, as of a position of the batch's stream. */
  view?: Readonly<{ step: string; asOf: number }>;
  /** Both components of the signer, when the command is sent to be signed. */
  signature?: SignatureProof;
  /** Only when the whole record of the batch is proven to be as it was recorded. */
  onlyIfIntact?: true;
}>;

const badRequest = (what: string): Refusal => refusal('BAD_REQUEST', { what });

/** The parts of an answer that its kind asks for, and no others. */
export function stepAnswerOf(body: StepAnswerBody): StepAnswer | Refusal {
  // What a map of states holds is not described by the contract, and would reach the command's digest unseen.
  const isState = ([item, found]: readonly [string, unknown]): boolean =>
    NAME_PATTERN.test(item) && typeof found === 'string' && NAME_PATTERN.test(found);
  if (!Object.entries(body.states ?? {}).every(isState)) return badRequest('`states` names an item and its state');
  if (!isStepKind(body.kind)) return badRequest(`there is no answer of kind ${body.kind}`);
  const { kind, sourceTime, ...fields } = body;
  const answer = STEP_KIND_RULES[kind].parseAnswer({
    ...fields,
    ...(sourceTime !== undefined && { sourceTime: sourceTime as Instant }),
  });
  return typeof answer === 'string' ? badRequest(answer) : answer;
}
