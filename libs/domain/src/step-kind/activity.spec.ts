import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../refusal.js';
import { later } from '../time.js';
import type { StepAnswer } from '../batch/command.js';
import type { BatchFacts } from '../batch/facts.js';
import { perform, takeTemperature, activatedBatch, scan, clearedBatch } from '../../test-fixtures/batch-commands.js';
import {
  COI,
  HOUR,
  MINUTE,
  readingAt,
  activityReadingAt,
  startedBatch,
  type BatchFixture,
} from '../../test-fixtures/batch-fixture.js';
import { ACTIVITY, performedUpTo } from '../../test-fixtures/process-recipe.js';
import { isHeld } from '../batch/state/batch.js';

const sees = (sourceTime: string, value = ACTIVITY): StepAnswer =>
  ({ kind: 'activity', value, sourceTime }) as Extract<StepAnswer, { kind: 'activity' }>;
const wash = (batch: BatchFixture, answer: StepAnswer, facts: Partial<BatchFacts> = {}) =>
  batch.when(perform('wash', answer), { facts });

describe('an activity of the device', () => {
  test('is recorded as the log of readings has it: what was shown, by which device, and since when', () => {
    const batch = performedUpTo('wash');
    const reading = activityReadingAt(batch.now(), ACTIVITY);
    expect(wash(batch, sees(reading.sourceTime), { reading }).answer).toEqual(DONE);
    expect(batch.state().steps.get('wash')).toMatchObject({
      status: 'done',
      outcome: {
        kind: 'activity',
        activity: ACTIVITY,
        device: reading.device,
        sourceTime: reading.sourceTime,
        receivedAt: reading.receivedAt,
        statusCode: 0,
      },
    });
  });

  test('may be recorded long after the device has gone on by itself', () => {
    const batch = performedUpTo('wash');
    const reading = activityReadingAt(batch.now(), ACTIVITY);
    expect(wash(batch.advance(9 * HOUR), sees(reading.sourceTime), { reading }).answer).toEqual(DONE);
  });

  test.each<[string, (batch: BatchFixture) => Partial<BatchFacts>]>([
    ['that was never shown', () => ({})],
    ['when another one was shown', (batch) => ({ reading: activityReadingAt(batch.now(), 'Culture wash day 4') })],
    ['of which only another signal tells', (batch) => ({ reading: readingAt(batch.now(), ACTIVITY) })],
    [
      'that a bad reading tells',
      (batch) => ({ reading: { ...activityReadingAt(batch.now(), ACTIVITY), statusCode: 0x80000000 } }),
    ],
  ])('%s is refused, and nothing is written', (_what, facts) => {
    const batch = performedUpTo('wash');
    expect(wash(batch, sees(batch.now()), facts(batch))).toEqual({
      append: [],
      answer: refusal('ACTIVITY_NOT_SHOWN', { activity: ACTIVITY }),
    });
  });

  test('at another time than the person saw is refused', () => {
    const batch = performedUpTo('wash');
    const reading = activityReadingAt(later(batch.now(), MINUTE), ACTIVITY);
    expect(wash(batch, sees(batch.now()), { reading }).answer).toEqual(refusal('READING_MOVED'));
  });
});

describe('[INV-8] a device that says it works on another batch', () => {
  const deviceBatch = 'B-26-002';
  const facts = { device: 'PRODIGY-1', found: 'B-26-002', expected: 'B-26-001' };
  const held = (step: string) => [
    { type: 'AttemptRefused', v: 1, step, code: 'DEVICE_ON_OTHER_BATCH', facts },
    {
      type: 'ExceptionRaised',
      v: 1,
      exception: 'X-1',
      class: 'identity_mismatch',
      severity: 'critical',
      step,
      deviation: { limit: 'B-26-001', found: 'B-26-002', detail: 'PRODIGY-1' },
    },
    { type: 'BatchHeld', v: 1, cause: 'X-1' },
  ];

  test('gives this batch no activity', () => {
    const batch = performedUpTo('wash');
    const reading = activityReadingAt(batch.now(), ACTIVITY);
    const { answer, append } = wash(batch, sees(reading.sourceTime), { reading, deviceBatch });
    expect(answer).toEqual(refusal('DEVICE_ON_OTHER_BATCH', facts));
    expect(append).toEqual(held('wash'));
  });

  test('or said so when it showed the activity, gives this batch none of it, whatever it says now', () => {
    const batch = performedUpTo('wash');
    const reading = activityReadingAt(batch.now(), ACTIVITY);
    const shown = { reading, deviceBatch: 'B-26-001', readingBatch: 'B-26-002' };
    const { answer, append } = wash(batch.advance(HOUR), sees(reading.sourceTime), shown);
    expect(answer).toEqual(refusal('DEVICE_ON_OTHER_BATCH', facts));
    expect(append).toEqual(held('wash'));
  });

  test('gives this batch no reading', () => {
    const batch = activatedBatch(startedBatch());
    const reading = readingAt(batch.now());
    const answer = { kind: 'device', value: reading.value, sourceTime: reading.sourceTime } as const;
    const { append } = batch.when(perform('temperature', answer), { facts: { reading, deviceBatch } });
    expect(append).toEqual(held('temperature'));
  });

  test('or said so when it measured, is asked for a newer reading: a moment ago it had not been told', () => {
    const batch = activatedBatch(startedBatch());
    const reading = readingAt(batch.now());
    const answer = { kind: 'device', value: reading.value, sourceTime: reading.sourceTime } as const;
    const shown = { reading, deviceBatch: 'B-26-001', readingBatch: 'B-26-002' };
    const decided = batch.when(perform('temperature', answer), { facts: shown });
    expect(decided).toEqual({ append: [], answer: refusal('NO_READING', { signal: 'tempActual' }) });
  });

  test('is not the device of this batch, whatever its label says', () => {
    const batch = clearedBatch(startedBatch()).given(perform('identity', scan(`COI/${COI}`)));
    const { append } = batch.when(perform('device', scan('EQP/PRODIGY-1')), { facts: { deviceBatch } });
    expect(append).toEqual(held('device'));
  });

  test.each([
    ['says this batch', 'B-26-001'],
    ['says nothing', ''],
  ])('and one that %s is believed', (_what, shown) => {
    const batch = clearedBatch(startedBatch()).given(perform('identity', scan(`COI/${COI}`)));
    const { answer } = batch.when(perform('device', scan('EQP/PRODIGY-1')), { facts: { deviceBatch: shown } });
    expect(answer).toEqual(DONE);
    expect(isHeld(takeTemperature(activatedBatch(startedBatch())).state())).toBe(false);
  });
});
