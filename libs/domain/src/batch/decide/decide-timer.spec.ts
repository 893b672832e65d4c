import { describe, expect, test } from '@jest/globals';
import type { Instant } from '../../brand.js';
import { DONE, refusal } from '../../refusal.js';
import { later } from '../../time.js';
import type { BatchCommand } from '../command.js';
import { activatedBatch, perform, takeTemperature } from '../../../test-fixtures/batch-commands.js';
import { HOUR, MINUTE, startedBatch, T0, type BatchFixture } from '../../../test-fixtures/batch-fixture.js';

const fire = (timer: string, dueAt: Instant): BatchCommand => ({ type: 'FireTimer', timer, dueAt });
const labelling = (): BatchFixture => activatedBatch(startedBatch()).given({ type: 'StartStep', step: 'label' });
const MINIMUM = later(T0, 30 * MINUTE);
const MAXIMUM = later(T0, 45 * MINUTE);

describe('[INV-4] timers', () => {
  test('starting a timer step arms its minimum and its maximum', () => {
    const timers = labelling().state().timers;
    expect(timers.get('label/minimum')).toMatchObject({ dueAt: MINIMUM, status: 'armed' });
    expect(timers.get('label/maximum')).toMatchObject({ dueAt: MAXIMUM, status: 'armed' });
  });

  test('a timer step is started by an act of its own', () => {
    expect(activatedBatch(startedBatch()).when(perform('label', { kind: 'timer' })).answer).toEqual(
      refusal('STEP_NOT_STARTED'),
    );
  });

  test('a minimum time cannot be ended a millisecond early', () => {
    const batch = labelling().advance(30 * MINUTE - 1);
    expect(batch.when(perform('label', { kind: 'timer' }))).toEqual({
      append: [],
      answer: refusal('TIMER_RUNNING', { due: MINIMUM }),
    });
    batch.advance(1).given(perform('label', { kind: 'timer' }));
    expect(batch.state().steps.get('label')).toMatchObject({
      outcome: { kind: 'timer', startedAt: T0, endedAt: MINIMUM },
    });
  });

  test('ending the step disarms what is still armed', () => {
    const batch = labelling()
      .advance(31 * MINUTE)
      .given(perform('label', { kind: 'timer' }));
    expect(batch.state().timers.get('label/maximum')?.status).toBe('disarmed');
  });

  test('a timer never fires early: that is a bug, not a refusal', () => {
    const batch = labelling().advance(30 * MINUTE - 1);
    expect(() => batch.when(fire('label/minimum', MINIMUM))).toThrow('fired before');
  });

  test('a timer fires once, however often it is woken', () => {
    const batch = labelling().advance(30 * MINUTE);
    expect(batch.when(fire('label/minimum', MINIMUM)).append).toEqual([
      { type: 'TimerFired', v: 1, timer: 'label/minimum', dueAt: MINIMUM, lateMs: 0 },
    ]);
    expect(batch.when(fire('label/minimum', MINIMUM))).toEqual({ append: [], answer: DONE });
  });

  test.each([
    ['a timer nobody armed', 'label/nothing', MINIMUM],
    ['another due time', 'label/minimum', MAXIMUM],
  ])('a wake-up for %s changes nothing', (_what, timer, dueAt) => {
    expect(labelling().advance(HOUR).when(fire(timer, dueAt))).toEqual({ append: [], answer: DONE });
  });

  test.each([
    [2_000, 1, 0],
    [2_001, 1, 1],
    [120_000, 60, 0],
    [120_001, 60, 1],
  ])('%d ms late at clock rate %d raises %d exceptions', (late, clockRate, raised) => {
    const batch = labelling().advance(30 * MINUTE + late);
    batch.when(fire('label/minimum', MINIMUM), { facts: { clockRate } });
    expect([...batch.state().exceptions.values()].map((exception) => exception.class)).toEqual(
      Array.from({ length: raised }, () => 'timer_late'),
    );
  });

  test('a maximum time that passes raises a major exception', () => {
    const batch = labelling()
      .advance(45 * MINUTE)
      .given(fire('label/maximum', MAXIMUM));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({
      class: 'timer_overdue',
      severity: 'major',
      step: 'label',
      observation: { limit: '45 min' },
    });
  });

  test('an overdue step says so once, also when the timer did not fire before the person came', () => {
    const batch = labelling()
      .advance(50 * MINUTE)
      .given(perform('label', { kind: 'timer' }));
    expect([...batch.state().exceptions.values()].map((exception) => exception.class)).toEqual(['timer_overdue']);
    const after = labelling()
      .advance(45 * MINUTE)
      .given(fire('label/maximum', MAXIMUM));
    after.advance(MINUTE).given(perform('label', { kind: 'timer' }));
    expect(after.state().exceptions.size).toBe(1);
  });

  test('a window that closes before the step starts raises a major exception, once', () => {
    const batch = labelling().advance(31 * MINUTE);
    takeTemperature(batch.given(perform('label', { kind: 'timer' })));
    batch.advance(28 * HOUR - 31 * MINUTE).given(fire('transduce/window-closes', later(T0, 28 * HOUR)));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'window_missed', severity: 'major' });
    batch.advance(HOUR).given({ type: 'StartStep', step: 'transduce' });
    expect(batch.state().exceptions.size).toBe(1);
  });

  test('a window that opens is no exception', () => {
    const batch = activatedBatch(startedBatch())
      .advance(18 * HOUR)
      .given(fire('transduce/window-opens', later(T0, 18 * HOUR)));
    expect(batch.state().exceptions.size).toBe(0);
    expect(batch.state().timers.get('transduce/window-opens')?.status).toBe('fired');
  });
});
