import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../refusal.js';
import { later } from '../time.js';
import { perform, scan } from './miniature-acts.js';
import { HOUR, MINUTE, started, T0, type Miniature } from './miniature.js';
import { factsOf, PROCESS, upTo } from './miniature-process.js';
import type { Recipe } from '../recipe/recipe.js';

const scanned = (batch: Miniature, step: string, lot: string) => {
  const answer = scan(`LOT/MEDIUM/${lot}`);
  return batch.when(perform(step, answer), { facts: factsOf(batch, answer) });
};
const recorded = (batch: Miniature, step: string) => {
  const record = batch.state().steps.get(step);
  return record?.status === 'done' && record.outcome.kind === 'scan' ? (record.outcome.opens ?? false) : undefined;
};

describe('a container that may be used for 36 hours', () => {
  test('is opened by the first scan of its lot, and the record says so', () => {
    const batch = upTo('medium-3');
    expect([recorded(batch, 'medium-1'), recorded(batch, 'medium-2')]).toEqual([true, false]);
    expect([...batch.state().opened]).toEqual([['0190-TM-1', T0]]);
  });

  test('is refused from the moment they are over, and the attempt stays on record', () => {
    const batch = upTo('medium-3');
    expect(later(T0, 48 * HOUR)).toBe(batch.now());
    const { answer, append } = scanned(batch, 'medium-3', 'TM-1');
    const expired = later(T0, 36 * HOUR);
    expect(answer).toEqual(refusal('LOT_IN_USE_EXPIRED', { lot: 'TM-1', expired }));
    expect(append).toMatchObject([
      { type: 'AttemptRefused', code: 'LOT_IN_USE_EXPIRED' },
      { type: 'ExceptionRaised', class: 'wrong_lot', severity: 'major', deviation: { detail: 'LOT_IN_USE_EXPIRED' } },
    ]);
  });

  test.each([
    ['a minute before the end is still used', -MINUTE, undefined],
    ['at the end is not', 0, 'LOT_IN_USE_EXPIRED'],
  ])('%s', (_what, more, refused) => {
    const batch = upTo('medium-2').wait(12 * HOUR + more);
    expect(scanned(batch, 'medium-2', 'TM-1').answer.refused).toBe(refused);
  });

  test('of another lot has a time of its own', () => {
    const batch = upTo('medium-3');
    expect(scanned(batch, 'medium-3', 'TM-2').answer).toEqual(DONE);
    expect(batch.state().opened.size).toBe(2);
  });
});

test('a step that opens a new container begins its time again', () => {
  const opening = JSON.parse(JSON.stringify(PROCESS), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'id' in value && value.id === 'medium'
      ? { ...value, opens: true }
      : value,
  ) as Recipe;
  const batch = upTo('medium-3', started(opening));
  expect(scanned(batch, 'medium-3', 'TM-1').answer).toEqual(DONE);
  expect([...batch.state().opened.values()]).toEqual([later(T0, 48 * HOUR)]);
});

test('a material without a time in use keeps as long as its label says', () => {
  const keeps: Recipe = { ...PROCESS, materials: [{ code: 'MEDIUM', title: { en: 'Medium', nl: 'Medium' } }] };
  const batch = upTo('medium-3', started(keeps));
  expect(scanned(batch, 'medium-3', 'TM-1').answer).toEqual(DONE);
  expect(batch.state().opened.size).toBe(0);
});
