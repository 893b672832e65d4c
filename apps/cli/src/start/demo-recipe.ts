import type { RecipeLine, RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { readSeed, type SeedName } from '@autolog/recipes/read-seed';
import { DEMO_PEOPLE, type DemoPerson } from './demo-people.js';
import type { Session } from './http-client.js';

/** A master batch record of the demo: imported and submitted by the process engineer, approved by the quality officer. */
export async function effectiveRecipe(
  seed: SeedName,
  as: (person: DemoPerson) => Promise<Session>,
  say: (line: string) => void,
): Promise<RecipeReply> {
  const yaml = readSeed(seed);
  const read = loadRecipe(yaml);
  if ('faults' in read) throw new Error(`the demo's own recipe is not valid: ${read.faults[0]?.en ?? ''}`);
  const { code, version } = read.recipe;
  const name = `recipe ${code} ${version}`;
  const engineer = await as(DEMO_PEOPLE.jonas);
  const find = async (): Promise<RecipeLine | undefined> =>
    (await engineer.get<RecipesReply>('/api/recipes')).recipes.find(
      (line) => line.code === code && line.version === version,
    );

  if (!(await find())) {
    say(`Importing ${name} …`);
    await engineer.post('/api/recipes', { yaml }, `import ${name}`);
  }
  const imported = await find();
  if (!imported) throw new Error(`the server accepted ${name} and does not list it`);
  if (imported.status === 'draft') await engineer.post(`/api/recipes/${imported.id}/submit`, {}, `submit ${name}`);
  if (imported.status === 'draft' || imported.status === 'in_review') {
    say(`Approving ${name} …`);
    const quality = await as(DEMO_PEOPLE.maaike);
    await quality.sign(`/api/recipes/${imported.id}/approve`, {}, 'approved', `approve ${name}`);
  }
  return engineer.get<RecipeReply>(`/api/recipes/${imported.id}`);
}
