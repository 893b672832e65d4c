import type { Figure } from '../../formula/formula.js';
import { recorderOf } from '../../recipe/recipe-index.js';
import type { Language } from '../../text.js';
import type { BatchFacts } from '../facts.js';
import { performedOf, type Batch } from './batch.js';

/** What a figure or a condition is read from. */
export type FormulaContext = Readonly<{ state: Batch; language: Language; facts: Pick<BatchFacts, 'recipe'> }>;

/** The figure recorded for a parameter, whoever or whatever recorded it. */
export function figureOf({ state, facts }: FormulaContext, name: string): Figure | undefined {
  const step = recorderOf(facts.recipe, name);
  const outcome = step && performedOf(state.steps.get(step.id))?.outcome;
  return outcome && 'value' in outcome ? { value: outcome.value, unit: outcome.unit } : undefined;
}
