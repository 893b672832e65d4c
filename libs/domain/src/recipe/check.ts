import { checkFigures } from './check-figures.js';
import { checkFormulas } from './check-formulas.js';
import { checkNames } from './check-names.js';
import { checkOrder } from './check-order.js';
import { checkSteps } from './check-steps.js';
import { checkTimes } from './check-times.js';
import { checkWords } from './check-words.js';
import { fault, type RecipeFault } from './fault.js';
import { allSteps } from './find.js';
import type { Recipe } from './recipe.js';

/** A twelve-day process has some 200 steps; more than this is no recipe, and checking it would take too long. */
export const STEPS_MAX = 1_000;

/**
 * Everything that is wrong with a recipe whose shape is right. What this lets through, a batch can run: the rules of
 * the batch rest on it and throw where it was skipped.
 */
export function checkRecipe(recipe: Recipe): readonly RecipeFault[] {
  const count = allSteps(recipe).length;
  if (count === 0 || count > STEPS_MAX) {
    const en = `A recipe has 1 to ${STEPS_MAX} steps; this one has ${count}.`;
    return [fault('/procedure', en, `Een recept heeft 1 tot ${STEPS_MAX} stappen; dit heeft er ${count}.`)];
  }
  const names = checkNames(recipe);
  // Order, windows and formulas are read by name; with names in doubt they would only repeat what is said already.
  const byName = names.length > 0 ? [] : [...checkOrder(recipe), ...checkTimes(recipe), ...checkFormulas(recipe)];
  return [...names, ...byName, ...checkFigures(recipe), ...checkSteps(recipe), ...checkWords(recipe)];
}
