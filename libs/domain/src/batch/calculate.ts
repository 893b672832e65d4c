import { roundedTo } from '../quantity/decimal.js';
import { evaluate } from '../recipe/expression/evaluate.js';
import { namesIn, type Figure, type Formula, type FormulaFault } from '../recipe/expression/formula.js';
import { parseFormula } from '../recipe/expression/parse.js';
import { allSteps, parameterOf } from '../recipe/find.js';
import type { CalculationStep, Recipe } from '../recipe/recipe.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Situation } from './situation.js';

type Asked = Pick<Situation, 'state' | 'facts' | 'language'>;

/** A result as recorded, rounded to the parameter's decimals, and as limits weigh it: unrounded (Ph. Eur.). */
export type Calculated = Readonly<{ value: string; unrounded: string; explained: string }>;

/** Calculates a step's formula from the figures recorded so far; a refusal when one is missing or nothing comes out. */
export function calculate(asked: Asked, step: CalculationStep): Refusal | Calculated {
  const { unit, decimals } = step.parameter;
  const formula = formulaOf(step);
  const missing = namesIn(formula).find((name) => figureOf(asked, name) === undefined);
  if (missing !== undefined) return failed({ at: 0, says: titlesOf(asked.facts.recipe, missing) }, asked);
  const figures = Object.fromEntries(namesIn(formula).map((name) => [name, figureOf(asked, name) as Figure]));
  const result = evaluate(formula, figures, unit);
  if ('fault' in result) return failed(result.fault, asked);
  return { value: roundedTo(result.value, decimals), unrounded: result.value, explained: result.explained };
}

const failed = ({ says }: FormulaFault, { language }: Asked): Refusal =>
  refusal('FORMULA_FAILED', { what: says[language] });

const FORMULAS = new WeakMap<CalculationStep, Formula>();

function formulaOf(step: CalculationStep): Formula {
  const known = FORMULAS.get(step);
  if (known) return known;
  const parsed = parseFormula(step.formula);
  if ('fault' in parsed) throw new Error(`formula of ${step.id} cannot be read: the recipe was not checked`);
  FORMULAS.set(step, parsed.formula);
  return parsed.formula;
}

/** The parameters a calculation is made of. */
export const parametersOf = (step: CalculationStep): readonly string[] => namesIn(formulaOf(step));

/** The figure recorded for a parameter, whoever or whatever recorded it. */
function figureOf({ state, facts }: Asked, name: string): Figure | undefined {
  const step = allSteps(facts.recipe).find((other) => parameterOf(other)?.id === name);
  const record = step && state.steps.get(step.id);
  if (!record || record.status === 'in_progress') return undefined;
  const { outcome } = record;
  return 'value' in outcome ? { value: outcome.value, unit: outcome.unit } : undefined;
}

function titlesOf(recipe: Recipe, name: string): FormulaFault['says'] {
  const title = allSteps(recipe).find((step) => parameterOf(step)?.id === name)?.title ?? { en: name, nl: name };
  return { en: `"${title.en}" was not recorded yet.`, nl: `"${title.nl}" is nog niet vastgelegd.` };
}
