import type { RecipesReply } from '@autolog/contract/recipe';
import type { TherapiesReply } from '@autolog/contract/therapy';
import { useView } from '../../live/use-view.js';

export const useTherapiesView = () =>
  useView<TherapiesReply>({
    stream: 'therapy',
    path: '/api/therapies',
    isEmpty: ({ therapies }) => therapies.length === 0,
  });
export const useRecipesView = () => useView<RecipesReply>({ stream: 'recipe', path: '/api/recipes' });
