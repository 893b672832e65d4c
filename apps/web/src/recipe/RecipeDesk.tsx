import { Desk } from '../desk/Desk.js';
import { useSay } from '../language/phrases.js';
import { useAddress } from '../ui/address.js';
import { ImportRecipe } from './ImportRecipe.js';
import { recipePhrases } from './phrases.js';
import { RecipeContent } from './RecipeContent.js';
import { RecipeTable } from './RecipeTable.js';

/** Master batch records: brought in, put forward, approved by somebody else. */
export function RecipeDesk() {
  const say = useSay(recipePhrases);
  const [open] = useAddress();
  return (
    <Desk area="recipe">
      {(me) => (
        <>
          <h1>{say('title')}</h1>
          {me.permissions.includes('recipe.author') ? <ImportRecipe /> : null}
          <RecipeTable me={me} open={open} />
          {open === undefined ? null : <RecipeContent key={open} recipe={open} />}
        </>
      )}
    </Desk>
  );
}
