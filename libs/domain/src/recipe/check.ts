import { checkFigures } from './check-figures.js';
import { checkFormulas } from './check-formulas.js';
import { checkNames } from './check-names.js';
import { checkOrder } from './check-order.js';
import { checkSteps } from './check-steps.js';
import { checkTimes } from './check-times.js';
import { checkWords } from './check-words.js';
import type { RecipeFault } from './fault.js';
import type { Recipe } from './recipe.js';

/**
 * Everything that is wrong with a recipe whose shape is right. What this lets through, a batch can run: the rules of
 * the batch rest on it and throw where it was skipped.
 */
export function checkRecipe(recipe: Recipe): readonly RecipeFault[] {
  const names = checkNames(recipe);
  // Order, windows and formulas are read by name; with names in doubt they would only repeat what is said already.
  const byName = names.length > 0 ? [] : [...checkOrder(recipe), ...checkTimes(recipe), ...checkFormulas(recipe)];
  return [...names, ...byName, ...checkFigures(recipe), ...checkSteps(recipe), ...checkWords(recipe)];
}
