import type { Instant } from '../brand.js';
import type { By } from '../by.js';
import { DONE, refusal, type Decision, type Refusal } from '../refusal.js';
import { MEANING_TEXT } from '../signature.js';
import type { Language, Text } from '../text.js';
import type { RecipeCommand, RecipeEvent, RecipeStatus } from './event.js';
import type { RecipeRecord } from './evolve.js';

export type RecipeFacts = Readonly<{ by: By }>;

const RECIPE_STATUS_TEXT: Readonly<Record<RecipeStatus, Text>> = {
  draft: { en: 'a draft', nl: 'een concept' },
  in_review: { en: 'submitted for approval', nl: 'ter goedkeuring voorgelegd' },
  effective: { en: 'effective', nl: 'van kracht' },
  superseded: { en: 'replaced by a newer version', nl: 'vervangen door een nieuwere versie' },
  retired: { en: 'retired', nl: 'ingetrokken' },
};

/**
 * What a command on a recipe appends and how it is answered. Approving makes it effective; the older effective version
 * of the same code is another stream, which gets supersede() in the same transaction.
 */
export function decideRecipe(
  state: RecipeRecord | undefined,
  command: RecipeCommand,
  facts: RecipeFacts,
  _now: Instant,
): Decision<RecipeEvent> {
  const { by } = facts;
  if (by.kind !== 'person') throw new Error(`${by.part} cannot write or approve a recipe`);
  const { language } = by;
  switch (command.type) {
    case 'ImportRecipe': {
      if (state) return refused(refusal('ALREADY_EXISTS', { what: `${state.code} ${state.version}` }));
      const { code, version, hash, yaml, steps } = command;
      return { append: [{ type: 'RecipeImported', v: 1, code, version, hash, yaml, steps }], answer: DONE };
    }
    case 'SubmitRecipe': {
      const cannot = wrongStatus(state, 'draft', language);
      return cannot ? refused(cannot) : { append: [{ type: 'RecipeSubmitted', v: 1 }], answer: DONE };
    }
    case 'ApproveRecipe': {
      const cannot = wrongStatus(state, 'in_review', language);
      if (cannot || !state) return refused(cannot ?? refusal('NOT_FOUND'));
      const { signature } = command;
      if (signature.meaning !== 'approved' || signature.person !== by.person) {
        return refused(refusal('SIGNATURE_REQUIRED', { meaning: MEANING_TEXT.approved[language] }));
      }
      // Author and approver are two persons, whatever their roles.
      if (state.authors.some(({ person }) => person === signature.person)) {
        return refused(refusal('AUTHOR_MAY_NOT_APPROVE', { name: signature.name }));
      }
      return { append: [{ type: 'RecipeApproved', v: 1, hash: state.hash, signature }], answer: DONE };
    }
    default:
      throw new Error(`unknown command ${JSON.stringify(command satisfies never)}`);
  }
}

/** What an effective version gets when a newer one of the same code is approved; nothing when it was not in use. */
export const supersede = (older: RecipeRecord, newer: string): readonly RecipeEvent[] =>
  older.status === 'effective' ? [{ type: 'RecipeSuperseded', v: 1, by: newer }] : [];

const refused = (answer: Refusal): Decision<RecipeEvent> => ({ append: [], answer });

function wrongStatus(state: RecipeRecord | undefined, wanted: RecipeStatus, language: Language): Refusal | undefined {
  const what = { en: 'recipe', nl: 'recept' }[language];
  if (!state) return refusal('NOT_FOUND', { what });
  return state.status === wanted
    ? undefined
    : refusal('RECIPE_STATUS', { status: RECIPE_STATUS_TEXT[state.status][language] });
}
