import type { UnitCode } from '../../quantity/unit.js';
import { ancestorsOf } from '../order.js';
import { unitFault } from '../../formula/check-units.js';
import { namesIn, type FormulaFault } from '../../formula/formula.js';
import { parseFormula } from '../../formula/parse-formula.js';
import { locatedSteps } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import { recorderOf, unitsOf } from '../recipe-index.js';
import { conditionsOf, surelyDone } from '../implied-conditions.js';
import type { Recipe } from '../recipe.js';
import type { CalculationStep } from '../../step-kind/calculation.js';

/** Formulas can be read, fit their units, and use only what is surely recorded before them. */
export function checkFormulas(recipe: Recipe): readonly RecipeFault[] {
  const units = unitsOf(recipe);
  const ancestors = ancestorsOf(recipe);
  const conditions = conditionsOf(recipe);
  return locatedSteps(recipe).flatMap(({ thing, path }) => {
    if (thing.kind !== 'calculation') return [];
    const missing = (name: string): RecipeFault | undefined => {
      const recorder = recorderOf(recipe, name)?.id ?? '';
      if (!ancestors.get(thing.id)?.has(recorder)) return notBefore(name, `${path}/formula`);
      return surelyDone(conditions, recorder, thing.id) ? undefined : onlySometimes(name, `${path}/formula`);
    };
    return formulaFaults(thing, `${path}/formula`, units, missing);
  });
}

function formulaFaults(
  step: CalculationStep,
  path: string,
  units: Readonly<Record<string, UnitCode>>,
  missing: (name: string) => RecipeFault | undefined,
): readonly RecipeFault[] {
  const parsed = parseFormula(step.formula);
  const found = 'fault' in parsed ? parsed.fault : unitFault(parsed.formula, units, step.parameter.unit);
  if (found) return [inFormula(found, path)];
  return 'fault' in parsed ? [] : namesIn(parsed.formula).flatMap((name) => missing(name) ?? []);
}

/** A fault of a formula, with the character it is at. */
export const inFormula = ({ at, message: message }: FormulaFault, path: string): RecipeFault =>
  fault(path, `${message.en} (at character ${at + 1})`, `${message.nl} (bij teken ${at + 1})`);

export const notBefore = (name: string, path: string): RecipeFault =>
  fault(
    path,
    `"${name}" need not be recorded before this step.`,
    `"${name}" hoeft niet vóór deze stap vastgelegd te zijn.`,
  );

const onlySometimes = (name: string, path: string): RecipeFault =>
  fault(
    path,
    `"${name}" is recorded only under a condition that need not hold here. Give this step the same condition.`,
    `"${name}" wordt alleen onder een voorwaarde vastgelegd die hier niet hoeft te gelden. Geef deze stap dezelfde voorwaarde.`,
  );
