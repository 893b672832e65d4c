import type { Step } from '../../recipe/recipe.js';
import { rulesOf } from '../../step-kind/step-kinds.js';
import type { Language } from '../../text.js';
import type { StepOutcome } from '../event.js';

/** What a step recorded, in one line as a person reads it: "92,4 %", "Helder", "Lege ruimte: ja; Werkblad: schoon". */
export const formatOutcome = (step: Step, outcome: StepOutcome, language: Language): string =>
  outcome.kind === step.kind ? rulesOf(outcome.kind).formatOutcome(step, outcome, language) : '–';
