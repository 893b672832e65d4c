import type { RecipeReply, RecipesReply } from '@autolog/contract/recipe';
import { useView } from '../live/use-view.js';

export const useRecipesView = () =>
  useView<RecipesReply>({ stream: 'recipe', path: '/api/recipes', isEmpty: ({ recipes }) => recipes.length === 0 });
export const useRecipeView = (recipe: string) =>
  useView<RecipeReply>({ stream: `recipe/${recipe}`, path: `/api/recipes/${recipe}` });
