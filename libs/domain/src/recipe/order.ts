import { allOperations } from './recipe-index.js';
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
