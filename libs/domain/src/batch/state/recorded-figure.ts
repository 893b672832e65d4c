import type { Figure, Formula } from '../../recipe/formula/formula.js';
import { parseFormula } from '../../recipe/formula/parse-formula.js';
import { performedOf } from './batch.js';
import { recorderOf } from '../../recipe/recipe-index.js';
import type { DecisionContext } from './decision-context.js';

/** What a figure or a condition is read from; of the facts only the recipe. */
export type FormulaContext = Pick<DecisionContext, 'state' | 'language'> &
  Readonly<{ facts: Pick<DecisionContext['facts'], 'recipe'> }>;
/** Whatever a recipe writes a formula in: a calculation or a condition. */
export type WithFormula = Readonly<{ formula: string }>;
export const FORMULAS = new WeakMap<WithFormula, Formula>();
export function formulaOf(holder: WithFormula): Formula {
  const known = FORMULAS.get(holder);
  if (known) return known;
  const parsed = parseFormula(holder.formula);
  if ('fault' in parsed) throw new Error(`formula ${holder.formula} cannot be read: the recipe was not checked`);
  FORMULAS.set(holder, parsed.formula);
  return parsed.formula;
}

/** The figure recorded for a parameter, whoever or whatever recorded it. */
export function figureOf({ state, facts }: FormulaContext, name: string): Figure | undefined {
  const step = recorderOf(facts.recipe, name);
  const outcome = step && performedOf(state.steps.get(step.id))?.outcome;
  return outcome && 'value' in outcome ? { value: outcome.value, unit: outcome.unit } : undefined;
}
