import type {
  StepAnswerBody,
  AssessBody,
  CorrectStepBody,
  PerformStepBody,
  RejectBody,
  SignBody,
  WitnessStepBody,
} from '@autolog/contract/batch';
import type { StepAnswer } from '@autolog/domain/batch/command';
import type { CommandToSign } from '@autolog/domain/batch/signing/content-to-sign';
import type { Instant } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import { isStepKind, STEP_KIND_RULES } from '@autolog/domain/step-kind/step-kinds';
import type { Meaning } from '@autolog/domain/signature';
import { NAME_PATTERN } from '../http/request-pipes.js';
import type { FreeText } from '../record/free-texts.js';

/** A command of a person as it was parsed: not yet signed, its free texts next to it. */
export type BatchCommandRequest = Readonly<{
  command: CommandToSign;
  /** What its signature would mean; absent where nothing is signed. */
  meaning?: Meaning;
  texts: readonly FreeText[];
  step?: string;
  asOf?: number;
}>;
export type FreeTextReader = (text: string) => FreeText;

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

export function performStep(step: string, body: PerformStepBody, read: FreeTextReader): BatchCommandRequest | Refusal {
  const answer = stepAnswerOf(body.answer);
  if ('refused' in answer) return answer;
  const reason = body.reason === undefined ? undefined : read(body.reason);
  return {
    command: { type: 'PerformStep', step, answer, ...(reason && { reason: reason.digest }) },
    meaning: 'performed',
    texts: reason ? [reason] : [],
    step,
    asOf: body.asOf,
  };
}

export function correctStep(step: string, body: CorrectStepBody, read: FreeTextReader): BatchCommandRequest | Refusal {
  const answer = stepAnswerOf(body.answer);
  if ('refused' in answer) return answer;
  const reason = read(body.reason);
  const command = { type: 'CorrectStep', step, answer, reason: reason.digest } as const;
  return { command, meaning: 'performed', texts: [reason], step, asOf: body.asOf };
}

export const witnessStep = (step: string, body: WitnessStepBody): BatchCommandRequest => ({
  command: { type: 'WitnessStep', step },
  meaning: 'witnessed',
  texts: [],
  step,
  asOf: body.asOf,
});

export function assessException(exception: string, body: AssessBody, read: FreeTextReader): BatchCommandRequest {
  const text = read(body.assessment);
  const { disposition } = body;
  return {
    command: { type: 'AssessException', exception, disposition, assessment: text.digest },
    meaning: 'assessed',
    texts: [text],
  };
}

export const reviewBatch = (_: string, _body: SignBody): BatchCommandRequest => ({
  command: { type: 'ReviewBatch' },
  meaning: 'reviewed',
  texts: [],
});

/** One certificate a batch: its number is the batch's own. */
export const certificateOf = (batchNumber: string): string => batchNumber.replace(/^B-/, 'C-');

export const certifyBatch = (batchNumber: string, _body: SignBody): BatchCommandRequest => ({
  command: { type: 'CertifyBatch', certificate: certificateOf(batchNumber) },
  meaning: 'certified',
  texts: [],
});

export function rejectBatch(_: string, body: RejectBody, read: FreeTextReader): BatchCommandRequest {
  const reason = read(body.reason);
  return { command: { type: 'RejectBatch', reason: reason.digest }, meaning: 'rejected', texts: [reason] };
}
