import { locatedSteps } from '../fault.js';
import { fault, type RecipeFault } from '../../recipe-fault.js';
import { predecessorsOf, reachableSteps } from '../order.js';
import type { Recipe } from '../recipe.js';

/** Every step can be reached: no step waits, directly or through others, for itself. */
export function checkOrder(recipe: Recipe): readonly RecipeFault[] {
  const order = predecessorsOf(recipe);
  const reached = reachableSteps(order);
  return locatedSteps(recipe).flatMap(({ thing, path }) => {
    if (reached.has(thing.id)) return [];
    const blocking = (order.get(thing.id) ?? []).filter((id) => !reached.has(id)).join(', ');
    return [
      fault(
        `${path}/after`,
        `Step "${thing.id}" can never begin: it waits for ${blocking}, which in turn waits in a circle.`,
        `Stap "${thing.id}" kan nooit beginnen: hij wacht op ${blocking}, en dat wacht weer in een kring.`,
      ),
    ];
  });
}
