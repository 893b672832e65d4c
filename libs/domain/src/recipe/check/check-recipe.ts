import { isUnitCode } from '../../quantity/unit.js';
import { checkConditions, complexityFaults } from './check-conditions.js';
import { checkFormulaTestCases } from './check-formula-test-cases.js';
import { checkFigures } from './check-figures.js';
import { checkFormulas } from './check-formulas.js';
import { checkNames } from './check-names.js';
import { checkOrder } from './check-order.js';
import { checkRelease } from './check-release.js';
import { checkRepetitions, expandedStepCount } from './check-repetitions.js';
import { checkSteps } from './check-steps.js';
import { checkTimes } from './check-times.js';
import { checkWindows } from './check-windows.js';
import { checkTexts } from './check-texts.js';
import { withoutDuplicates } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import { allSteps, parameterOf } from '../recipe-index.js';
import type { Recipe } from '../recipe.js';

/** A twelve-day process has some 200 steps; more than this is no recipe, and checking it would take too long. */
export const STEPS_MAX = 1_000;

/**
 * Every fault of a recipe that fits the schema, checked as it is carried out and reported where it is written. A batch can
 * run a recipe without faults: the rules of the batch rely on it and throw where the check was skipped.
 */
export function checkRecipe(recipe: Recipe): readonly RecipeFault[] {
  const repetitions = checkRepetitions(recipe);
  const count = expandedStepCount(recipe);
  // Counted before anything is written out: a repetition of a thousand million times ends here.
  if (count === 0 || count > STEPS_MAX) {
    const en = `A recipe has 1 to ${STEPS_MAX} steps; this one has ${count}.`;
    const nl = `Een recept heeft 1 tot ${STEPS_MAX} stappen; dit heeft er ${count}.`;
    return [...repetitions, fault('/procedure', en, nl)];
  }
  const names = checkNames(recipe);
  // Order, times and formulas refer to names; with faults in the names they would only repeat them.
  const byName = names.length > 0 ? [] : checkedByName(recipe);
  const rest = [...checkFigures(recipe), ...checkSteps(recipe), ...checkTexts(recipe), ...checkRelease(recipe)];
  return withoutDuplicates([...repetitions, ...names, ...byName, ...rest]);
}

function checkedByName(recipe: Recipe): readonly RecipeFault[] {
  const tooMuch = complexityFaults(recipe);
  if (tooMuch.length > 0) return [...tooMuch, ...checkOrder(recipe)];
  const times = checkTimes(recipe);
  return [
    ...checkOrder(recipe),
    ...times,
    // Whether a window can be met is only a question when every duration and anchor is in order.
    ...(times.length > 0 ? [] : checkWindows(recipe)),
    // Formulas are checked in units: while a unit does not exist, only that is reported.
    ...(hasUnits(recipe)
      ? [...checkConditions(recipe), ...checkFormulas(recipe), ...checkFormulaTestCases(recipe)]
      : []),
  ];
}

const hasUnits = (recipe: Recipe): boolean =>
  allSteps(recipe).every((step) => {
    const parameter = parameterOf(step);
    return !parameter || isUnitCode(parameter.unit);
  });
