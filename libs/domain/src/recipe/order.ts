import { allOperations, stepOf } from './recipe-index.js';
import type { Operation, Recipe, Step } from './recipe.js';

const ORDERS = new WeakMap<Recipe, ReadonlyMap<string, readonly string[]>>();

/**
 * Which steps must be done before each step. Without `after` a step waits for the one before it in its operation; the
 * first step of an operation waits for the last steps of the operations that come before it. Made once per recipe.
 */
export function predecessorsOf(recipe: Recipe): ReadonlyMap<string, readonly string[]> {
  const known = ORDERS.get(recipe);
  if (known) return known;
  const order = new Map<string, readonly string[]>();
  for (const operation of allOperations(recipe)) {
    const entry = entryOf(recipe, operation);
    operation.steps.forEach((step, index) => {
      const before = operation.steps[index - 1];
      if (step.after === undefined) order.set(step.id, before ? [before.id] : entry);
      // A step that names nobody still waits for the operations before its own.
      else order.set(step.id, step.after.length > 0 ? step.after : entry);
    });
  }
  ORDERS.set(recipe, order);
  return order;
}

/** What an operation as a whole waits for: the last steps of the operations it comes after. */
function entryOf(recipe: Recipe, operation: Operation): readonly string[] {
  return operationsBefore(recipe, operation).flatMap((before) => lastSteps(before));
}

export function operationsBefore(recipe: Recipe, operation: Operation): readonly Operation[] {
  const all = allOperations(recipe);
  if (operation.after) return all.filter((other) => operation.after?.includes(other.id));
  const before = all[all.indexOf(operation) - 1];
  return before ? [before] : [];
}

/** The steps nothing else in their operation waits for: when they are done, the operation is. */
function lastSteps(operation: Operation): readonly string[] {
  const waitedFor = new Set<string>();
  operation.steps.forEach((step, index) => {
    const before = operation.steps[index - 1];
    for (const id of step.after ?? (before ? [before.id] : [])) waitedFor.add(id);
  });
  return operation.steps.filter((step: Step) => !waitedFor.has(step.id)).map((step) => step.id);
}

const ANCESTORS = new WeakMap<Recipe, ReadonlyMap<string, ReadonlySet<string>>>();

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

/** Every step that can begin, behind all it waits for. */
export const orderedSteps = (recipe: Recipe): readonly Step[] =>
  [...reachableSteps(predecessorsOf(recipe))].flatMap((id) => stepOf(recipe, id) ?? []);

/** The steps that can begin, each after all it waits for; steps that wait for each other are left out. */
export function reachableSteps(order: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
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
