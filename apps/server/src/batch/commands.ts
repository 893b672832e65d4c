import type {
  AnswerBody,
  AssessBody,
  CorrectStepBody,
  PerformStepBody,
  RejectBody,
  SignBody,
  WitnessStepBody,
} from '@autolog/contract/batch';
import type { Answer } from '@autolog/domain/batch/command';
import type { CommandToSign } from '@autolog/domain/batch/signing';
import type { Instant } from '@autolog/domain/brand';
import { refusal, type Refusal } from '@autolog/domain/refusal';
import type { Meaning } from '@autolog/domain/signature';
import { NAME } from '../http/address.js';
import type { FreeText } from '../record/record.js';

/** A command as the door read it: not yet signed, its free texts beside it. */
export type Asked = Readonly<{
  command: CommandToSign;
  /** What its signature would mean; absent where nothing is signed. */
  meaning?: Meaning;
  texts: readonly FreeText[];
  step?: string;
  asOf?: number;
}>;
export type ReadText = (text: string) => FreeText;

const STATES_MAX = 50;

const misfit = (what: string): Refusal => refusal('BAD_REQUEST', { what });

/** The parts of an answer that its kind asks for, and no others. */
export function answerOf(body: AnswerBody): Answer | Refusal {
  // What a map of states holds is not described by the contract, and would reach the command's digest unseen.
  const isState = ([item, found]: readonly [string, unknown]): boolean =>
    NAME.test(item) && typeof found === 'string' && NAME.test(found);
  if (!Object.entries(body.states ?? {}).every(isState)) return misfit('`states` names an item and its state');
  const { kind, typed, choice, read, byHand, states, value, sourceTime } = body;
  switch (kind) {
    case 'instruction':
    case 'calculation':
    case 'timer':
      return { kind };
    case 'entry':
      return typed === undefined ? misfit('an entry needs `typed`') : { kind, typed };
    case 'choice':
      return choice === undefined ? misfit('a choice needs `choice`') : { kind, choice };
    case 'scan':
      return read === undefined ? misfit('a scan needs `read`') : { kind, read, byHand: byHand ?? false };
    case 'sample':
      return read === undefined ? misfit('a sample needs `read`') : { kind, read, byHand: byHand ?? false };
    case 'device':
    case 'activity':
      if (value === undefined || sourceTime === undefined) return misfit('a reading needs `value` and `sourceTime`');
      return { kind, value, sourceTime: sourceTime as Instant };
    case 'check': {
      const entries = Object.entries(states ?? {});
      if (entries.length === 0 || entries.length > STATES_MAX) return misfit('a check needs `states`');
      return { kind, states: Object.fromEntries(entries) };
    }
    default:
      return misfit(`there is no answer of kind ${kind}`);
  }
}

export function performStep(step: string, body: PerformStepBody, read: ReadText): Asked | Refusal {
  const answer = answerOf(body.answer);
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

export function correctStep(step: string, body: CorrectStepBody, read: ReadText): Asked | Refusal {
  const answer = answerOf(body.answer);
  if ('refused' in answer) return answer;
  const reason = read(body.reason);
  const command = { type: 'CorrectStep', step, answer, reason: reason.digest } as const;
  return { command, meaning: 'performed', texts: [reason], step, asOf: body.asOf };
}

export const witnessStep = (step: string, body: WitnessStepBody): Asked => ({
  command: { type: 'WitnessStep', step },
  meaning: 'witnessed',
  texts: [],
  step,
  asOf: body.asOf,
});

export function assessException(exception: string, body: AssessBody, read: ReadText): Asked {
  const text = read(body.assessment);
  const { disposition } = body;
  return {
    command: { type: 'AssessException', exception, disposition, assessment: text.digest },
    meaning: 'assessed',
    texts: [text],
  };
}

export const reviewBatch = (_: string, _body: SignBody): Asked => ({
  command: { type: 'ReviewBatch' },
  meaning: 'reviewed',
  texts: [],
});

/** One certificate a batch: its number is the batch's own. */
export const certificateOf = (batchNumber: string): string => batchNumber.replace(/^B-/, 'C-');

export const certifyBatch = (batchNumber: string, _body: SignBody): Asked => ({
  command: { type: 'CertifyBatch', certificate: certificateOf(batchNumber) },
  meaning: 'certified',
  texts: [],
});

export function rejectBatch(_: string, body: RejectBody, read: ReadText): Asked {
  const reason = read(body.reason);
  return { command: { type: 'RejectBatch', reason: reason.digest }, meaning: 'rejected', texts: [reason] };
}
