import { placedOperations } from './expand.js';
import type { Operation, Recipe, Step } from './recipe.js';

/** What keeps a recipe from being used, said so that its author can mend it. `path` is a JSON pointer (RFC 6901). */
export type RecipeFault = Readonly<{ path: string; en: string; nl: string }>;
export const fault = (path: string, en: string, nl: string): RecipeFault => ({ path, en, nl });

export type Located<Thing> = Readonly<{ thing: Thing; path: string }>;

export const locatedOperations = (recipe: Recipe): readonly Located<Operation>[] =>
  placedOperations(recipe).map(({ operation, path }) => ({ thing: operation, path }));

export const locatedSteps = (recipe: Recipe): readonly Located<Step>[] =>
  locatedOperations(recipe).flatMap(({ thing, path }) =>
    thing.steps.map((step, index) => ({ thing: step, path: `${path}/steps/${index}` })),
  );
