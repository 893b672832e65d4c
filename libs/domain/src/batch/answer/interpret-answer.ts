import type { Step } from '../../recipe/recipe.js';
import {
  answerDoesNotFit,
  rejection,
  type AcceptedAnswer,
  type InterpretedAnswer,
} from '../../step-kind/interpreted-answer.js';
import { recordedLine } from '../../step-kind/signed-line.js';
import { rulesOf } from '../../step-kind/step-kinds.js';
import type { StepAnswer } from '../command.js';
import type { StepOutcome } from '../event.js';
import type { DecisionContext } from '../state/decision-context.js';
import { stepContextOf } from './step-context.js';

export type AcceptedStepAnswer = AcceptedAnswer<StepOutcome>;

/**
 * Interprets an answer by the rules of its step's kind, once for the decision and for what is signed: what would be
 * recorded or why it cannot be, and the lines a signature covers.
 */
export function interpretAnswer(
  context: DecisionContext,
  step: Step,
  answer: StepAnswer,
): InterpretedAnswer<StepOutcome> {
  const { language } = context;
  const rules = rulesOf(step.kind);
  if (answer.kind === step.kind) return rules.interpret(stepContextOf(context), step, answer);
  return { ...rejection(answerDoesNotFit(language, rules.expectedAnswer)), lines: [recordedLine('–', language)] };
}
