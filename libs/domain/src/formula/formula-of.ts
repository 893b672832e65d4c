import type { Formula } from './formula.js';
import { parseFormula } from './parse-formula.js';

/** Whatever a recipe writes a formula in: a calculation or a condition. */
export type WithFormula = Readonly<{ formula: string }>;

const FORMULAS = new WeakMap<WithFormula, Formula>();

/** The parsed formula, parsed once per object. Throws on one that checkRecipe would have refused. */
export function formulaOf(holder: WithFormula): Formula {
  const known = FORMULAS.get(holder);
  if (known) return known;
  const parsed = parseFormula(holder.formula);
  if ('fault' in parsed) throw new Error(`formula ${holder.formula} cannot be parsed: the recipe was not checked`);
  FORMULAS.set(holder, parsed.formula);
  return parsed.formula;
}
