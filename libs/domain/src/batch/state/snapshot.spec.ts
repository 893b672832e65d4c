import { expect, test } from '@jest/globals';
import { assess, reviewedBatch } from '../../../test-fixtures/batch-commands.js';
import { HOUR, QUINN, REASON, startedBatch, type BatchFixture } from '../../../test-fixtures/batch-fixture.js';
import { performedUpTo } from '../../../test-fixtures/process-recipe.js';
import { batchOfSnapshot, BATCH_SNAPSHOT_FORMAT, snapshotOf } from './snapshot.js';

const onHold = (): BatchFixture =>
  startedBatch().given({ type: 'HoldBatch', reason: REASON }, { by: QUINN }).advance(HOUR);
const withAssessedException = (): BatchFixture =>
  startedBatch()
    .given({ type: 'ReportDevice', class: 'device_alarm', severity: 'major', deviation: { detail: 'Lid open' } })
    .given(assess('X-1'), { by: QUINN });

test.each([
  ['started', startedBatch],
  ['on hold', onHold],
  ['with an assessed exception', withAssessedException],
  ['with conditions and repetitions', () => performedUpTo('rest')],
  ['reviewed', () => reviewedBatch(startedBatch())],
])('a batch %s is the same after it was written to a snapshot and read', (_, batch) => {
  const state = batch().state();
  expect(batchOfSnapshot(snapshotOf(state))).toEqual(state);
});

test('a state that was read is a draft of its own: what changes it leaves the snapshot as it was', () => {
  const text = snapshotOf(startedBatch().state());
  const first = batchOfSnapshot(text);
  (first.steps as Map<string, unknown>).set('label', {});
  expect(batchOfSnapshot(text).steps.has('label')).toBe(false);
});

const checksum = (text: string): number => [...text].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) >>> 0, 7);

test('what this history comes to belongs to this format: where the sum changes, the format is raised', () => {
  const batch = reviewedBatch(startedBatch());
  expect([BATCH_SNAPSHOT_FORMAT, checksum(snapshotOf(batch.state()))]).toEqual([1, 4_010_129_763]);
});
