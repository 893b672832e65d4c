import { expect, test } from '@jest/globals';
import type { Digest, PersonId, RecipeId } from '../brand.js';
import type { RecipeRecord } from './evolve.js';
import { recipeSigningLines, recipeContentToSign } from './signing.js';

const submitted: RecipeRecord = {
  id: '0193b7e2-0000-7000-8000-000000000001' as RecipeId,
  seq: 2,
  status: 'in_review',
  code: 'CART-CD19',
  version: '3',
  hash: 'a'.repeat(64) as Digest,
  yaml: 'b'.repeat(64) as Digest,
  steps: 12,
  authors: [{ person: '0193b7e2-0000-7000-8000-000000000002' as PersonId, name: 'Jonas Mulder' }],
};
const title = { en: 'CD19 cells', nl: 'CD19-cellen' };

test('[INV-7] an approver reads every field of what is signed, in their own language', () => {
  for (const language of ['en', 'nl'] as const) {
    const content = recipeContentToSign(submitted, title, language);
    const shown = recipeSigningLines(content).map(({ value }) => value);
    expect(shown).toEqual([
      language === 'en' ? 'Approved' : 'Goedgekeurd',
      'CART-CD19 3',
      title[language],
      submitted.hash,
    ]);
  }
});

test('[INV-7] another content of the recipe is another content to sign', () => {
  const other = { ...submitted, hash: 'c'.repeat(64) as Digest };
  expect(recipeContentToSign(other, title, 'en')).not.toEqual(recipeContentToSign(submitted, title, 'en'));
});
