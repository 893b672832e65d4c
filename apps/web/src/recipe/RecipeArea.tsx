import { DeskLayout } from '../desk/DeskLayout.js';
import { usePhrases } from '../language/phrases.js';
import { useAddress } from '../ui/address.js';
import { ImportRecipe } from './ImportRecipe.js';
import { recipePhrases } from './phrases.js';
import { RecipeContent } from './RecipeContent.js';
import { RecipeTable } from './RecipeTable.js';

/** Master batch records: imported, submitted, and approved by another person. */
export function RecipeArea() {
  const t = usePhrases(recipePhrases);
  const [openRecipe] = useAddress();
  return (
    <DeskLayout area="recipe">
      {(me) => (
        <>
          <h1>{t('title')}</h1>
          {me.permissions.includes('recipe.author') ? <ImportRecipe /> : null}
          <RecipeTable me={me} openRecipe={openRecipe} />
          {openRecipe === undefined ? null : <RecipeContent key={openRecipe} recipe={openRecipe} />}
        </>
      )}
    </DeskLayout>
  );
}
