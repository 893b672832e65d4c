import { ApproveRecipeBody } from '@autolog/contract/recipe';
import type { SignatureProof } from '@autolog/contract/signature';
import { command, commandWithoutFields, type CommandEntry } from '../command/command-entry.js';

export type RecipeCommandRequest =
  Readonly<{ type: 'SubmitRecipe' }> | Readonly<{ type: 'ApproveRecipe'; signature?: SignatureProof }>;

/** Everything a person may do to a recipe that was imported. */
export const RECIPE_COMMANDS: readonly CommandEntry<RecipeCommandRequest>[] = [
  commandWithoutFields('submitRecipe', {
    path: '/api/recipes/:recipe/submit',
    permission: 'recipe.author',
    toRequest: () => ({ type: 'SubmitRecipe' }),
  }),
  command('approveRecipe', {
    path: '/api/recipes/:recipe/approve',
    permission: 'recipe.approve',
    meaning: 'approved',
    body: ApproveRecipeBody,
    toRequest: ({ signature }) => ({ type: 'ApproveRecipe', ...(signature && { signature }) }),
  }),
];
