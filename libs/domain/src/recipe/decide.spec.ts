import { expect, test } from '@jest/globals';
import type { Digest, RecipeId } from '../brand.js';
import type { PersonBy } from '../by.js';
import { ANNA, PIA, QUINN, signed, T0 } from '../../test-fixtures/batch-fixture.js';
import { DONE, refusal } from '../refusal.js';
import { decideRecipe, supersede } from './decide.js';
import type { RecipeCommand, RecipeEvent } from './event.js';
import { evolveRecipe, type RecipeRecord } from './evolve.js';

const ID = '0190-recipe' as RecipeId;
const HASH = 'ab'.repeat(32) as Digest;
const IMPORT: RecipeCommand = { type: 'ImportRecipe', code: 'CART', version: '1', hash: HASH, yaml: HASH, steps: 3 };
const approve = (by: PersonBy): RecipeCommand => ({ type: 'ApproveRecipe', signature: signed(by, 'approved') });

function record(...acts: readonly (readonly [RecipeCommand, PersonBy])[]): RecipeRecord | undefined {
  let state: RecipeRecord | undefined;
  let seq = 0;
  for (const [command, by] of acts) {
    const { append, answer } = decideRecipe(state, command, { by }, T0);
    if (answer.refused) throw new Error(answer.refused);
    for (const event of append) {
      seq += 1;
      state = evolveRecipe(state, ID, { event, stamp: { at: T0, person: by.person, name: by.name, seq } });
    }
  }
  return state;
}
const SUBMIT: RecipeCommand = { type: 'SubmitRecipe' };
const inReview = () => record([IMPORT, ANNA], [SUBMIT, ANNA]);
const inUse = () => record([IMPORT, ANNA], [SUBMIT, ANNA], [approve(QUINN), QUINN]);

test('a recipe goes from draft through review into use', () => {
  expect(record([IMPORT, ANNA])).toMatchObject({ status: 'draft', authors: [{ name: 'Anna' }] });
  expect(inReview()?.status).toBe('in_review');
  expect(inUse()).toMatchObject({ status: 'effective', approval: { name: 'Quinn' }, seq: 3 });
});

test('who wrote a recipe cannot approve it, and neither can who submitted it', () => {
  const mayNot = (by: PersonBy) => ({ append: [], answer: refusal('AUTHOR_MAY_NOT_APPROVE', { name: by.name }) });
  expect(decideRecipe(inReview(), approve(ANNA), { by: ANNA }, T0)).toEqual(mayNot(ANNA));
  const submitted = record([IMPORT, ANNA], [SUBMIT, QUINN]);
  expect(decideRecipe(submitted, approve(QUINN), { by: QUINN }, T0)).toEqual(mayNot(QUINN));
  expect(decideRecipe(submitted, approve(PIA), { by: PIA }, T0).answer).toEqual(DONE);
});

test('an approval needs the own signature of who approves', () => {
  const needed = refusal('SIGNATURE_REQUIRED', { meaning: 'Approved' });
  expect(decideRecipe(inReview(), approve(PIA), { by: QUINN }, T0).answer).toEqual(needed);
  const witnessed: RecipeCommand = { type: 'ApproveRecipe', signature: signed(QUINN, 'witnessed') };
  expect(decideRecipe(inReview(), witnessed, { by: QUINN }, T0).answer).toEqual(needed);
});

test.each([
  ['imported twice', () => record([IMPORT, ANNA]), IMPORT, 'ALREADY_EXISTS'],
  ['submitted before it was written', () => undefined, SUBMIT, 'NOT_FOUND'],
  ['submitted twice', inReview, SUBMIT, 'RECIPE_STATUS'],
  ['approved as a draft', () => record([IMPORT, ANNA]), approve(QUINN), 'RECIPE_STATUS'],
  ['approved twice', inUse, approve(PIA), 'RECIPE_STATUS'],
])('a recipe is not %s', (_what, state, command, refused) => {
  const by = command.type === 'ApproveRecipe' && command.signature.person === PIA.person ? PIA : QUINN;
  expect(decideRecipe(state(), command, { by }, T0)).toMatchObject({ append: [], answer: { refused } });
});

test('a newer version takes the place of the one in use, and of no other', () => {
  const older = inUse();
  const draft = record([IMPORT, ANNA]);
  if (!older || !draft) throw new Error('both were imported');
  expect(supersede(draft, '2')).toEqual([]);
  const [event] = supersede(older, '2');
  expect(event).toEqual({ type: 'RecipeSuperseded', v: 1, by: '2' });
  if (!event) throw new Error('a recipe in use is superseded');
  expect(evolveRecipe(older, ID, { event, stamp: { at: T0, seq: 4 } })).toMatchObject({ status: 'superseded', seq: 4 });
});

test.each<[string, RecipeRecord | undefined, RecipeEvent]>([
  ['an unknown event', inUse(), { type: 'RecipePainted', v: 1 } as unknown as RecipeEvent],
  ['an event before the import', undefined, { type: 'RecipeSubmitted', v: 1 }],
  ['a second import', inUse(), { ...IMPORT, type: 'RecipeImported', v: 1 }],
])('%s is a crash, not a shrug', (_what, state, event) => {
  expect(() => evolveRecipe(state, ID, { event, stamp: { at: T0, seq: 9 } })).toThrow();
});
