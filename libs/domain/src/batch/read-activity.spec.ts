import { describe, expect, test } from '@jest/globals';
import { DONE, refusal } from '../refusal.js';
import { later } from '../time.js';
import type { Answer, Facts } from './command.js';
import { perform, takeTemperature, activated, scan, cleared } from './miniature-acts.js';
import { COI, HOUR, MINUTE, readingAt, shownAt, started, type Miniature } from './miniature.js';
import { ACTIVITY, upTo } from './miniature-process.js';
import { isHeld } from './state.js';

const sees = (sourceTime: string, value = ACTIVITY): Answer =>
  ({ kind: 'activity', value, sourceTime }) as Extract<Answer, { kind: 'activity' }>;
const wash = (batch: Miniature, answer: Answer, facts: Partial<Facts> = {}) =>
  batch.when(perform('wash', answer), { facts });

describe('an activity of the device', () => {
  test('is recorded as the log of readings has it: what was shown, by which device, and since when', () => {
    const batch = upTo('wash');
    const reading = shownAt(batch.now(), ACTIVITY);
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
    const batch = upTo('wash');
    const reading = shownAt(batch.now(), ACTIVITY);
    expect(wash(batch.wait(9 * HOUR), sees(reading.sourceTime), { reading }).answer).toEqual(DONE);
  });

  test.each<[string, (batch: Miniature) => Partial<Facts>]>([
    ['that was never shown', () => ({})],
    ['when another one was shown', (batch) => ({ reading: shownAt(batch.now(), 'Culture wash day 4') })],
    ['of which only another signal tells', (batch) => ({ reading: readingAt(batch.now(), ACTIVITY) })],
    [
      'that a bad reading tells',
      (batch) => ({ reading: { ...shownAt(batch.now(), ACTIVITY), statusCode: 0x80000000 } }),
    ],
  ])('%s is refused, and nothing is written', (_what, facts) => {
    const batch = upTo('wash');
    expect(wash(batch, sees(batch.now()), facts(batch))).toEqual({
      append: [],
      answer: refusal('ACTIVITY_NOT_SHOWN', { activity: ACTIVITY }),
    });
  });

  test('at another time than the person saw is refused', () => {
    const batch = upTo('wash');
    const reading = shownAt(later(batch.now(), MINUTE), ACTIVITY);
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
    const batch = upTo('wash');
    const reading = shownAt(batch.now(), ACTIVITY);
    const { answer, append } = wash(batch, sees(reading.sourceTime), { reading, deviceBatch });
    expect(answer).toEqual(refusal('DEVICE_ON_OTHER_BATCH', facts));
    expect(append).toEqual(held('wash'));
  });

  test('or said so when it showed the activity, gives this batch none of it, whatever it says now', () => {
    const batch = upTo('wash');
    const reading = shownAt(batch.now(), ACTIVITY);
    const said = { reading, deviceBatch: 'B-26-001', shownFor: 'B-26-002' };
    const { answer, append } = wash(batch.wait(HOUR), sees(reading.sourceTime), said);
    expect(answer).toEqual(refusal('DEVICE_ON_OTHER_BATCH', facts));
    expect(append).toEqual(held('wash'));
  });

  test('gives this batch no reading', () => {
    const batch = activated(started());
    const reading = readingAt(batch.now());
    const answer = { kind: 'device', value: reading.value, sourceTime: reading.sourceTime } as const;
    const { append } = batch.when(perform('temperature', answer), { facts: { reading, deviceBatch } });
    expect(append).toEqual(held('temperature'));
  });

  test('or said so when it measured, is asked for a newer reading: a moment ago it had not been told', () => {
    const batch = activated(started());
    const reading = readingAt(batch.now());
    const answer = { kind: 'device', value: reading.value, sourceTime: reading.sourceTime } as const;
    const said = { reading, deviceBatch: 'B-26-001', shownFor: 'B-26-002' };
    const decided = batch.when(perform('temperature', answer), { facts: said });
    expect(decided).toEqual({ append: [], answer: refusal('NO_READING', { signal: 'tempActual' }) });
  });

  test('is not the device of this batch, whatever its label says', () => {
    const batch = cleared(started()).has(perform('identity', scan(`COI/${COI}`)));
    const { append } = batch.when(perform('device', scan('EQP/PRODIGY-1')), { facts: { deviceBatch } });
    expect(append).toEqual(held('device'));
  });

  test.each([
    ['says this batch', 'B-26-001'],
    ['says nothing', ''],
  ])('and one that %s is believed', (_what, said) => {
    const batch = cleared(started()).has(perform('identity', scan(`COI/${COI}`)));
    const { answer } = batch.when(perform('device', scan('EQP/PRODIGY-1')), { facts: { deviceBatch: said } });
    expect(answer).toEqual(DONE);
    expect(isHeld(takeTemperature(activated(started())).state())).toBe(false);
  });
});
