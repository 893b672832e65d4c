import type { ExceptionFinding } from '../exception/exception.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Language, Text } from '../text.js';
import type { SignedLine } from './signed-line.js';

/** An answer that can be recorded. */
export type AcceptedAnswer<Outcome> = Readonly<{
  outcome: Outcome;
  /** What a reviewer must see. */
  findings: readonly ExceptionFinding[];
  /** The sentence that asks the person for a reason; absent when none is needed. */
  reasonNeededFor?: string;
  /** What a signature for it covers. */
  lines: readonly SignedLine[];
}>;

/** Why an answer cannot be recorded; with a finding the attempt stays on record. */
export type Rejection = Readonly<{ refused: Refusal; finding?: ExceptionFinding }>;

/**
 * An answer that cannot be recorded. Its lines do not depend on the clock or the registers: content that was read before
 * signing must be the same at the moment of signing, also when the answer is refused meanwhile.
 */
type RejectedAnswer = Rejection & Readonly<{ lines: readonly SignedLine[] }>;

export type InterpretedAnswer<Outcome> = AcceptedAnswer<Outcome> | RejectedAnswer;

export const rejection = (refused: Refusal, finding?: ExceptionFinding): Rejection => ({
  refused,
  ...(finding && { finding }),
});

export const answerDoesNotFit = (language: Language, what: Text): Refusal =>
  refusal('ANSWER_DOES_NOT_FIT', { what: what[language] });
