import type { Step } from '../../recipe/recipe.js';
import type { DescribedOutcome } from '../../step-kind/described-outcome.js';
import { rulesOf } from '../../step-kind/step-kinds.js';
import type { Language } from '../../text.js';
import type { StepOutcome } from '../event.js';

/** An outcome in the lines and notes of a review: no digit is changed, only the decimal sign is the reader's. */
export const describeOutcome = (step: Step, outcome: StepOutcome, language: Language): DescribedOutcome =>
  outcome.kind === step.kind
    ? rulesOf(outcome.kind).describeOutcome(step, outcome, language)
    : { lines: [], notes: [] };
