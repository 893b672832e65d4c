import type { Digest } from '../brand.js';
import { MEANING_TEXT } from '../signature.js';
import type { Language, Text } from '../text.js';
import type { RecipeRecord } from './evolve.js';

/** Exactly what an approval of a recipe covers (INV-7): the hash covers every word and figure of its content. */
export type RecipeSigningContent = Readonly<{
  format: 'autolog-signing/1';
  meaning: 'approved';
  language: Language;
  recipe: Readonly<{ code: string; version: string; title: string; hash: Digest }>;
}>;

/** What the approver is about to sign. `title` is the recipe's own, from its content. */
export const recipeContentToSign = (state: RecipeRecord, title: Text, language: Language): RecipeSigningContent => ({
  format: 'autolog-signing/1',
  meaning: 'approved',
  language,
  recipe: { code: state.code, version: state.version, title: title[language], hash: state.hash },
});

const LABELS = {
  meaning: { en: 'Meaning', nl: 'Betekenis' },
  recipe: { en: 'Recipe', nl: 'Recept' },
  title: { en: 'Title', nl: 'Titel' },
  hash: { en: 'Recipe hash', nl: 'Controlegetal recept' },
} as const satisfies Record<string, Text>;

/** The lines a person reads before signing: every field of the content. */
export function recipeSigningLines({
  language,
  meaning,
  recipe,
}: RecipeSigningContent): readonly Readonly<{ label: string; value: string }>[] {
  const line = (label: keyof typeof LABELS, value: string) => ({ label: LABELS[label][language], value });
  return [
    line('meaning', MEANING_TEXT[meaning][language]),
    line('recipe', `${recipe.code} ${recipe.version}`),
    line('title', recipe.title),
    line('hash', recipe.hash),
  ];
}
