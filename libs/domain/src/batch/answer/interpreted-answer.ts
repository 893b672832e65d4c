import { refusal, type Refusal } from '../../refusal.js';
import type { Language, Text } from '../../text.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import type { StepOutcome } from '../event.js';

/** An answer that can be recorded, with what a reviewer must see and the sentence that asks the reason for it. */
export type AcceptedAnswer = Readonly<{
  outcome: StepOutcome;
  findings: readonly ExceptionFinding[];
  reasonNeededFor?: string;
}>;
/** An answer that cannot; with a finding the attempt stays on record. */
export type RejectedAnswer = Readonly<{ refused: Refusal; finding?: ExceptionFinding }>;
export type InterpretedAnswer = AcceptedAnswer | RejectedAnswer;

export const acceptAnswer = (outcome: StepOutcome): AcceptedAnswer => ({ outcome, findings: [] });
export const rejectAnswer = (refused: Refusal, finding?: ExceptionFinding): RejectedAnswer => ({
  refused,
  ...(finding && { finding }),
});

export const answerDoesNotFit = (language: Language, what: Text): Refusal =>
  refusal('ANSWER_DOES_NOT_FIT', { what: what[language] });
