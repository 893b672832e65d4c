import type { RecipeReply } from '@autolog/contract/recipe';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { readSeed, type SeedName } from '@autolog/recipes/read-seed';
import { DEMO_PEOPLE, type DemoPerson } from './demo-people.js';
import type { Session } from './http-client.js';
import { layRecipe } from './lay-recipe.js';

/** A master batch record that comes with Autolog, in force at the demo. */
export function layDemoRecipe(
  seed: SeedName,
  as: (person: DemoPerson) => Promise<Session>,
  say: (line: string) => void,
): Promise<RecipeReply> {
  const yaml = readSeed(seed);
  const read = loadRecipe(yaml);
  if ('faults' in read) throw new Error(`the demo's own recipe is not valid: ${read.faults[0]?.en ?? ''}`);
  const { code, version } = read.recipe;
  const hands = { engineer: () => as(DEMO_PEOPLE.jonas), quality: () => as(DEMO_PEOPLE.maaike), say, named: String };
  return layRecipe({ yaml, code, version }, hands);
}
