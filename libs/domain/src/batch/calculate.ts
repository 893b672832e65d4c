import { roundedTo } from '../quantity/decimal.js';
import { evaluate } from '../recipe/expression/evaluate.js';
import { namesIn, type Figure, type Formula, type FormulaFault } from '../recipe/expression/formula.js';
import { parseFormula } from '../recipe/expression/parse.js';
import { recorderOf } from '../recipe/find.js';
import type { CalculationStep } from '../recipe/recipe.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Situation } from './situation.js';
import { performedOf } from './state.js';

/** What a figure or a condition is read from; of the facts only the recipe. */
export type Asked = Pick<Situation, 'state' | 'language'> & Readonly<{ facts: Pick<Situation['facts'], 'recipe'> }>;

/** A result as recorded, rounded to the parameter's decimals, and as limits weigh it: unrounded (Ph. Eur.). */
export type Calculated = Readonly<{ value: string; unrounded: string; explained: string }>;

/** Calculates a step's formula from the figures recorded so far; a refusal when one is missing or nothing comes out. */
export function calculate(asked: Asked, step: CalculationStep): Refusal | Calculated {
  const { unit, decimals } = step.parameter;
  const formula = formulaOf(step);
  const missing = namesIn(formula).find((name) => figureOf(asked, name) === undefined);
  if (missing !== undefined) return failed({ at: 0, says: missingSays(asked, missing) }, asked);
  const figures = Object.fromEntries(namesIn(formula).map((name) => [name, figureOf(asked, name) as Figure]));
  const result = evaluate(formula, figures, unit);
  if ('fault' in result) return failed(result.fault, asked);
  return { value: roundedTo(result.value, decimals), unrounded: result.value, explained: result.explained };
}

const failed = ({ says }: FormulaFault, { language }: Asked): Refusal =>
  refusal('FORMULA_FAILED', { what: says[language] });

/** Whatever a recipe writes a formula in: a calculation or a condition. */
type Written = Readonly<{ formula: string }>;
const FORMULAS = new WeakMap<Written, Formula>();

export function formulaOf(written: Written): Formula {
  const known = FORMULAS.get(written);
  if (known) return known;
  const parsed = parseFormula(written.formula);
  if ('fault' in parsed) throw new Error(`formula ${written.formula} cannot be read: the recipe was not checked`);
  FORMULAS.set(written, parsed.formula);
  return parsed.formula;
}

/** The parameters a calculation is made of. */
export const parametersOf = (step: CalculationStep): readonly string[] => namesIn(formulaOf(step));

/** The figure recorded for a parameter, whoever or whatever recorded it. */
export function figureOf({ state, facts }: Asked, name: string): Figure | undefined {
  const step = recorderOf(facts.recipe, name);
  const outcome = step && performedOf(state.steps.get(step.id))?.outcome;
  return outcome && 'value' in outcome ? { value: outcome.value, unit: outcome.unit } : undefined;
}

function missingSays({ state, facts }: Asked, name: string): FormulaFault['says'] {
  const step = recorderOf(facts.recipe, name);
  const title = step?.title ?? { en: name, nl: name };
  if (step && state.steps.get(step.id)?.status === 'not_applicable') {
    return { en: `"${title.en}" does not apply.`, nl: `"${title.nl}" is niet van toepassing.` };
  }
  return { en: `"${title.en}" was not recorded yet.`, nl: `"${title.nl}" is nog niet vastgelegd.` };
}
