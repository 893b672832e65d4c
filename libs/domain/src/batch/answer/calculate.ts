import { roundedTo } from '../../quantity/decimal.js';
import { evaluateFormula } from '../../recipe/formula/evaluate-formula.js';
import { namesIn, type Figure, type FormulaFault } from '../../recipe/formula/formula.js';
import { recorderOf } from '../../recipe/recipe-index.js';
import type { CalculationStep } from '../../recipe/recipe.js';
import { refusal, type Refusal } from '../../refusal.js';
import { figureOf, type FormulaContext, formulaOf } from '../state/recorded-figure.js';

/** A result as recorded, rounded to the parameter's decimals, and as limits weigh it: unrounded (Ph. Eur.). */
export type CalculatedFigure = Readonly<{ value: string; unrounded: string; explained: string }>;

/** Calculates a step's formula from the figures recorded so far; a refusal when one is missing or nothing comes out. */
export function calculate(context: FormulaContext, step: CalculationStep): Refusal | CalculatedFigure {
  const { unit, decimals } = step.parameter;
  const formula = formulaOf(step);
  const missing = namesIn(formula).find((name) => figureOf(context, name) === undefined);
  if (missing !== undefined) return formulaRefusal({ at: 0, message: missingFigureText(context, missing) }, context);
  const figures = Object.fromEntries(namesIn(formula).map((name) => [name, figureOf(context, name) as Figure]));
  const result = evaluateFormula(formula, figures, unit);
  if ('fault' in result) return formulaRefusal(result.fault, context);
  return { value: roundedTo(result.value, decimals), unrounded: result.value, explained: result.explained };
}

const formulaRefusal = ({ message: says }: FormulaFault, { language }: FormulaContext): Refusal =>
  refusal('FORMULA_FAILED', { what: says[language] });

/** The parameters a calculation is made of. */
export const parametersOf = (step: CalculationStep): readonly string[] => namesIn(formulaOf(step));

function missingFigureText({ state, facts }: FormulaContext, name: string): FormulaFault['message'] {
  const step = recorderOf(facts.recipe, name);
  const title = step?.title ?? { en: name, nl: name };
  if (step && state.steps.get(step.id)?.status === 'not_applicable') {
    return { en: `"${title.en}" does not apply.`, nl: `"${title.nl}" is niet van toepassing.` };
  }
  return { en: `"${title.en}" was not recorded yet.`, nl: `"${title.nl}" is nog niet vastgelegd.` };
}
