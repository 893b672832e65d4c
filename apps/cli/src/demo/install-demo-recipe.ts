import type { RecipeReply } from '@autolog/contract/recipe';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { readBuiltInRecipe, type BuiltInRecipe } from '@autolog/recipes/read-built-in-recipe';
import { DEMO_PEOPLE, type DemoPerson } from './people.js';
import type { Session } from '@autolog/simulation/http-client';
import { installRecipe } from '@autolog/simulation/install-recipe';

/** Brings a built-in master batch record into force at the demo. */
export function installDemoRecipe(
  seed: BuiltInRecipe,
  sessionOf: (person: DemoPerson) => Promise<Session>,
  report: (line: string) => void,
): Promise<RecipeReply> {
  const yaml = readBuiltInRecipe(seed);
  const read = loadRecipe(yaml);
  if ('faults' in read) throw new Error(`the demo's own recipe is not valid: ${read.faults[0]?.en ?? ''}`);
  const { code, version } = read.recipe;
  const options = {
    engineer: () => sessionOf(DEMO_PEOPLE.jonas),
    quality: () => sessionOf(DEMO_PEOPLE.maaike),
    report,
    commandName: String,
  };
  return installRecipe({ yaml, code, version }, options);
}
