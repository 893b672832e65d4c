import { readFileSync } from 'node:fs';

export const BUILT_IN_RECIPES = ['receipt-to-release', 'cd19-tct-12d'] as const;
export type BuiltInRecipe = (typeof BUILT_IN_RECIPES)[number];

/** The YAML of a master batch record that comes with Autolog. */
export const readBuiltInRecipe = (name: BuiltInRecipe): string =>
  readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8');
