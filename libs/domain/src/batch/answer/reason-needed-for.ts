import type { Step } from '../../recipe/recipe.js';
import { rulesOf } from '../../step-kind/step-kinds.js';
import type { Language } from '../../text.js';
import type { StepAnswer } from '../command.js';

/**
 * The sentence that asks for a reason, as far as step and answer alone show that one is needed; undefined otherwise. A
 * terminal asks it before the signature, so that nobody signs twice. The server decides, and knows limits that a terminal
 * does not.
 */
export const reasonNeededFor = (step: Step, answer: StepAnswer, language: Language): string | undefined =>
  answer.kind === step.kind ? rulesOf(step.kind).reasonNeededFor(step, answer, language) : undefined;
