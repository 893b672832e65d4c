import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../refusal.js';
import type { StepAnswer } from '../batch/command.js';
import { perform } from '../../test-fixtures/batch-commands.js';
import { REASON } from '../../test-fixtures/batch-fixture.js';
import { sampleLabel, performedUpTo } from '../../test-fixtures/process-recipe.js';
import { isHeld } from '../batch/state/batch.js';

const EXPECTED = 'SMP/B-26-001/SAMPLE-2';
const label = (read: string, byHand = false): StepAnswer => ({ kind: 'sample', read, byHand });
const take = (answer: StepAnswer, more: { reason?: true } = {}) => {
  const batch = performedUpTo('sample-2');
  return { batch, ...batch.when(perform('sample-2', answer, more)) };
};

describe('[INV-8] a sample', () => {
  test('is recorded under the number its label has: the batch and the step', () => {
    const { batch, answer } = take(sampleLabel('sample-2'));
    expect(answer).toEqual(DONE);
    expect(batch.state().steps.get('sample-2')).toMatchObject({
      outcome: { kind: 'sample', sample: 'B-26-001/SAMPLE-2', read: EXPECTED, byHand: false },
    });
  });

  test('under the label of another day is refused and stays on record', () => {
    const facts = { scanned: 'SMP/B-26-001/SAMPLE-1', expected: EXPECTED };
    const { append, answer } = take(label('SMP/B-26-001/SAMPLE-1'));
    expect(answer).toEqual(refusal('WRONG_SAMPLE', facts));
    expect(append).toEqual([
      { type: 'AttemptRefused', v: 1, step: 'sample-2', code: 'WRONG_SAMPLE', facts },
      {
        type: 'ExceptionRaised',
        v: 1,
        exception: 'X-1',
        class: 'wrong_sample',
        severity: 'major',
        step: 'sample-2',
        deviation: { limit: EXPECTED, found: 'SMP/B-26-001/SAMPLE-1' },
      },
    ]);
  });

  test("under another batch's label is another patient's: the batch stands still", () => {
    const { batch, append } = take(label('SMP/B-26-002/SAMPLE-2'));
    expect(append).toContainEqual(expect.objectContaining({ class: 'wrong_sample', severity: 'critical' }));
    expect(isHeld(batch.state())).toBe(true);
    expect(batch.state().steps.has('sample-2')).toBe(false);
  });

  test('under a label of something else is refused too', () => {
    expect(take(label('LOT/MEDIUM/TM-1')).answer).toMatchObject({ refused: 'WRONG_SAMPLE' });
  });

  test.each([['SMP/B-26-001/sample-2'], ['SMP/B-26-001'], ['SMP/B-26-001/SAMPLE-2 '], ['']])(
    'under "%s" is no label at all, and nothing is raised',
    (read) => {
      expect(take(label(read))).toMatchObject({ append: [], answer: { refused: 'CODE_UNKNOWN' } });
    },
  );

  test('[T19] typed by hand needs a reason and is counted', () => {
    expect(take(label(EXPECTED, true)).answer).toMatchObject({ refused: 'REASON_REQUIRED' });
    const { batch } = take(label(EXPECTED, true), { reason: true });
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'manual_entry', reason: REASON });
  });
});
