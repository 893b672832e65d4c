import { readFileSync } from 'node:fs';

/** JSON Schema (2020-12) of a recipe, with its parts under `$defs`. */
export type RecipeSchema = Readonly<Record<string, unknown> & { $defs: Readonly<Record<string, object>> }>;

export const readRecipeSchema = (): RecipeSchema =>
  JSON.parse(readFileSync(new URL('./recipe.schema.json', import.meta.url), 'utf8')) as RecipeSchema;
