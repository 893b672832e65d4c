import type { RecipeLine, RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import type { Session } from './http-client.js';

/** A valid master batch record as its author wrote it. */
type RecipeFile = Readonly<{ yaml: string; code: string; version: string }>;
type InstallOptions = Readonly<{
  engineer: () => Promise<Session>;
  /** Another person: an author never approves. */
  quality: () => Promise<Session>;
  report: (line: string) => void;
  /** Gives a command its name: a fixed one where it happens once on a site, a random one where it may be repeated. */
  commandName: (what: string) => string;
}>;

/**
 * Has a recipe imported and submitted by its engineer and approved by quality, as far as that was not done before.
 * Returns the recipe of the server, which may be another file with the same code and version.
 */
export async function installRecipe(
  { yaml, code, version }: RecipeFile,
  { engineer, quality, report, commandName }: InstallOptions,
): Promise<RecipeReply> {
  const name = `recipe ${code} ${version}`;
  const author = await engineer();
  const find = async (): Promise<RecipeLine | undefined> =>
    (await author.get<RecipesReply>('/api/recipes')).recipes.find(
      (line) => line.code === code && line.version === version,
    );
  if (!(await find())) {
    report(`Importing ${name} …`);
    await author.post('/api/recipes', { yaml }, commandName(`import ${name}`));
  }
  const line = await find();
  if (!line) throw new Error(`the server accepted ${name} and does not list it`);
  if (line.status === 'draft') await author.post(`/api/recipes/${line.id}/submit`, {}, commandName(`submit ${name}`));
  if (line.status === 'draft' || line.status === 'in_review') {
    report(`Approving ${name} …`);
    await (await quality()).sign(`/api/recipes/${line.id}/approve`, {}, 'approved', commandName(`approve ${name}`));
  }
  return author.get<RecipeReply>(`/api/recipes/${line.id}`);
}
