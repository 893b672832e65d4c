import { fault, locatedSteps, type RecipeFault } from '../fault.js';
import { stepOf } from '../recipe-index.js';
import { predecessorsOf } from '../order.js';
import type { Recipe, Step } from '../recipe.js';

const ANCESTORS = new WeakMap<Recipe, ReadonlyMap<string, ReadonlySet<string>>>();

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

function reachableSteps(order: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const waiting = new Map([...order].map(([id, before]) => [id, new Set(before).size]));
  const after = new Map<string, string[]>();
  for (const [id, before] of order) {
    for (const one of new Set(before)) after.set(one, [...(after.get(one) ?? []), id]);
  }
  const reached = new Set([...waiting].filter(([, count]) => count === 0).map(([id]) => id));
  // A set visits what is added while it is walked, so each step is taken once.
  for (const id of reached) {
    for (const next of after.get(id) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) reached.add(next);
    }
  }
  return reached;
}

/** Every step that can begin, behind all it waits for. */
export const orderedSteps = (recipe: Recipe): readonly Step[] =>
  [...reachableSteps(predecessorsOf(recipe))].flatMap((id) => stepOf(recipe, id) ?? []);

/** Every step that is settled (done, or left out by its condition) before each step begins. Made once per recipe. */
export function ancestorsOf(recipe: Recipe): ReadonlyMap<string, ReadonlySet<string>> {
  const made = ANCESTORS.get(recipe);
  if (made) return made;
  const order = predecessorsOf(recipe);
  const known = new Map<string, ReadonlySet<string>>();
  for (const id of reachableSteps(order)) {
    const all = new Set<string>();
    for (const before of order.get(id) ?? []) {
      all.add(before);
      for (const earlier of known.get(before) ?? []) all.add(earlier);
    }
    known.set(id, all);
  }
  ANCESTORS.set(recipe, known);
  return known;
}
