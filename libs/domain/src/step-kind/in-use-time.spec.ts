import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../refusal.js';
import { later } from '../time.js';
import { perform, scan } from '../../test-fixtures/batch-commands.js';
import { HOUR, MINUTE, startedBatch, T0, type BatchFixture } from '../../test-fixtures/batch-fixture.js';
import { factsForAnswer, PROCESS_RECIPE, performedUpTo } from '../../test-fixtures/process-recipe.js';
import { stepTexts, text } from '../../test-fixtures/small-recipe.js';
import type { Operation, Recipe } from '../recipe/recipe.js';
import type { ScanStep } from './scan.js';

const scanned = (batch: BatchFixture, step: string, lot: string) => {
  const answer = scan(`LOT/MEDIUM/${lot}`);
  return batch.when(perform(step, answer), { facts: factsForAnswer(batch, answer) });
};
const recorded = (batch: BatchFixture, step: string) => {
  const record = batch.state().steps.get(step);
  return record?.status === 'done' && record.outcome.kind === 'scan' ? (record.outcome.opens ?? false) : undefined;
};

/** The process with `days` changed for the scans of each day, and a step beside it that opens the bottle. */
const opening = (days: Readonly<Record<string, unknown>>): Recipe => {
  const recipe = JSON.parse(JSON.stringify(PROCESS_RECIPE), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'id' in value && value.id === 'medium'
      ? { ...value, opens: undefined, ...days }
      : value,
  ) as Recipe;
  const open: ScanStep = {
    ...stepTexts('open', 'Open the medium', 'Open het medium'),
    kind: 'scan',
    scans: 'lot',
    of: 'MEDIUM',
    opens: true,
  };
  const operation: Operation = { id: 'opening', title: text('Opening', 'Openen'), after: [], steps: [open] };
  return {
    ...recipe,
    procedure: recipe.procedure.map((unit) => ({ ...unit, operations: [...unit.operations, operation] })),
  };
};
const closed = (): BatchFixture => startedBatch(opening({}));
const opened = (batch: BatchFixture = closed()): BatchFixture => {
  expect(scanned(batch, 'open', 'TM-1').answer).toEqual(DONE);
  return batch;
};

describe('a container that may be used for 36 hours', () => {
  test('is opened by the step that says so, and the record says so', () => {
    const batch = performedUpTo('medium-3', opened());
    expect([recorded(batch, 'open'), recorded(batch, 'medium-1'), recorded(batch, 'medium-2')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([...batch.state().opened]).toEqual([['0190-TM-1', T0]]);
  });

  test('is not opened by a scan: what was left closed stands in the record as closed, and keeps', () => {
    const batch = performedUpTo('medium-3', closed());
    expect([recorded(batch, 'medium-1'), recorded(batch, 'medium-2')]).toEqual([false, false]);
    expect(batch.state().opened.size).toBe(0);
    expect(scanned(batch, 'medium-3', 'TM-1').answer).toEqual(DONE);
  });

  test('of another lot than the one that was opened was opened in its place, and has its own time', () => {
    const batch = performedUpTo('medium-2', opened());
    expect(scanned(batch, 'medium-2', 'TM-2').answer).toEqual(DONE);
    expect(recorded(batch, 'medium-2')).toBe(true);
    expect(batch.state().opened.size).toBe(2);
  });

  test('has its whole time from when it is opened, however long it stood closed', () => {
    const batch = opened(performedUpTo('medium-3', closed()));
    expect([...batch.state().opened.values()]).toEqual([later(T0, 48 * HOUR)]);
    expect(scanned(batch.advance(36 * HOUR - MINUTE), 'medium-3', 'TM-1').answer).toEqual(DONE);
  });

  test('is refused from the moment they are over, and the attempt stays on record', () => {
    const batch = performedUpTo('medium-3', opened());
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
    const batch = performedUpTo('medium-2', opened()).advance(12 * HOUR + more);
    expect(scanned(batch, 'medium-2', 'TM-1').answer.refused).toBe(refused);
  });

  test('of another lot has a time of its own', () => {
    const batch = performedUpTo('medium-3', opened(startedBatch(opening({ opens: true }))));
    expect(scanned(batch, 'medium-3', 'TM-2').answer).toEqual(DONE);
    expect(batch.state().opened.size).toBe(2);
  });
});

test('a step that opens a new container begins its time again', () => {
  const batch = performedUpTo('medium-3', opened(startedBatch(opening({ opens: true }))));
  expect(scanned(batch, 'medium-3', 'TM-1').answer).toEqual(DONE);
  expect([...batch.state().opened.values()]).toEqual([later(T0, 48 * HOUR)]);
});

test('a material without an in-use time keeps as long as its label says', () => {
  const keeps: Recipe = { ...PROCESS_RECIPE, materials: [{ code: 'MEDIUM', title: { en: 'Medium', nl: 'Medium' } }] };
  const batch = performedUpTo('medium-3', startedBatch(keeps));
  expect(scanned(batch, 'medium-3', 'TM-1').answer).toEqual(DONE);
  expect(batch.state().opened.size).toBe(0);
});
