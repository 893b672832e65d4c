import type { Located, RecipeFault } from '../recipe-fault.js';
import { expandedOperations } from './expand.js';
import type { Operation, Recipe, Step } from './recipe.js';

/** The operations as their author wrote them, a repetition once. */
export const authoredOperations = (recipe: Recipe): readonly Located<Operation>[] =>
  recipe.procedure.flatMap(({ operations }, at) =>
    operations.map((thing, index) => ({ thing, path: `/procedure/${at}/operations/${index}` })),
  );

/** A path inside a repetition ends in its number, until withoutDuplicates has left one fault of each. */
export const locatedOperations = (recipe: Recipe): readonly Located<Operation>[] =>
  expandedOperations(recipe).map(({ operation, path, repetition }) => ({
    thing: operation,
    path: repetition === 0 ? path : `${path}@${repetition}`,
  }));

export const locatedSteps = (recipe: Recipe): readonly Located<Step>[] => stepsIn(locatedOperations(recipe));
export const authoredSteps = (recipe: Recipe): readonly Located<Step>[] => stepsIn(authoredOperations(recipe));

const stepsIn = (operations: readonly Located<Operation>[]): readonly Located<Step>[] =>
  operations.flatMap(({ thing, path }) =>
    thing.steps.map((step, index) => ({ thing: step, path: `${path}/steps/${index}` })),
  );

// No other part of a path holds this sign: list positions are digits, and names of parts are the format's own.
const REPETITION = /@(\d+)/;

/** Faults at the places where the author wrote them: a fault of every repetition is reported for the first one only. */
export function withoutDuplicates(faults: readonly RecipeFault[]): readonly RecipeFault[] {
  const placed = faults.map((found) => ({
    ...found,
    path: found.path.replace(REPETITION, ''),
    repetition: Number(REPETITION.exec(found.path)?.[1] ?? 0),
  }));
  const first = new Map<string, number>();
  for (const { path, repetition } of placed) first.set(path, Math.min(first.get(path) ?? repetition, repetition));
  const seen = new Set<string>();
  return placed.flatMap(({ repetition, ...found }) => {
    const sentence = `${found.path} ${found.en}`;
    if (repetition !== first.get(found.path) || seen.has(sentence)) return [];
    seen.add(sentence);
    return [found];
  });
}
