import { parseDuration } from '../../quantity/duration.js';
import { usedTwice, fault, type RecipeFault } from '../../recipe-fault.js';
import type { Recipe } from '../recipe.js';

/** In-use times and times for pending tests are durations, and each pending test has a name of its own. */
export const checkRelease = (recipe: Recipe): readonly RecipeFault[] => [
  ...recipe.materials.flatMap(({ inUse }, index) =>
    inUse === undefined ? [] : durationFaults(inUse, `/materials/${index}/inUse`),
  ),
  ...usedTwice((recipe.release?.pending ?? []).map(({ id }, index) => ({ thing: id, path: pendingPath(index, 'id') }))),
  ...(recipe.release?.pending ?? []).flatMap(({ due }, index) => durationFaults(due, pendingPath(index, 'due'))),
];

const pendingPath = (index: number, part: string): string => `/release/pending/${index}/${part}`;

const durationFaults = (text: string, path: string): readonly RecipeFault[] =>
  (parseDuration(text) ?? 0) > 0
    ? []
    : [
        fault(
          path,
          `"${text}" is no time. Write a number above zero and s, min, h or d: "48 h".`,
          `"${text}" is geen tijd. Schrijf een getal boven nul en s, min, h of d: "48 h".`,
        ),
      ];
