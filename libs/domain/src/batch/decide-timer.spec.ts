import { describe, expect, test } from '@jest/globals';
import type { Instant } from '../brand.js';
import { DONE, refusal } from '../refusal.js';
import { later } from '../time.js';
import type { BatchCommand } from './command.js';
import { activated, perform, takeTemperature } from './miniature-acts.js';
import { HOUR, MINUTE, started, T0, type Miniature } from './miniature.js';

const fire = (timer: string, dueAt: Instant): BatchCommand => ({ type: 'FireTimer', timer, dueAt });
const labelling = (): Miniature => activated(started()).has({ type: 'StartStep', step: 'label' });
const MINIMUM = later(T0, 30 * MINUTE);
const MAXIMUM = later(T0, 45 * MINUTE);

describe('[INV-4] timers', () => {
  test('starting a timer step arms its minimum and its maximum', () => {
    const timers = labelling().state().timers;
    expect(timers.get('label/minimum')).toMatchObject({ dueAt: MINIMUM, status: 'armed' });
    expect(timers.get('label/maximum')).toMatchObject({ dueAt: MAXIMUM, status: 'armed' });
  });

  test('a timer step is started by an act of its own', () => {
    expect(activated(started()).when(perform('label', { kind: 'timer' })).answer).toEqual(refusal('STEP_NOT_STARTED'));
  });

  test('a minimum time cannot be ended a millisecond early', () => {
    const batch = labelling().wait(30 * MINUTE - 1);
    expect(batch.when(perform('label', { kind: 'timer' }))).toEqual({
      append: [],
      answer: refusal('TIMER_RUNNING', { due: MINIMUM }),
    });
    batch.wait(1).has(perform('label', { kind: 'timer' }));
    expect(batch.state().steps.get('label')).toMatchObject({
      outcome: { kind: 'timer', startedAt: T0, endedAt: MINIMUM },
    });
  });

  test('ending the step disarms what is still armed', () => {
    const batch = labelling()
      .wait(31 * MINUTE)
      .has(perform('label', { kind: 'timer' }));
    expect(batch.state().timers.get('label/maximum')?.status).toBe('disarmed');
  });

  test('a timer never fires early: that is a bug, not a refusal', () => {
    const batch = labelling().wait(30 * MINUTE - 1);
    expect(() => batch.when(fire('label/minimum', MINIMUM))).toThrow('fired before');
  });

  test('a timer fires once, however often it is woken', () => {
    const batch = labelling().wait(30 * MINUTE);
    expect(batch.when(fire('label/minimum', MINIMUM)).append).toEqual([
      { type: 'TimerFired', v: 1, timer: 'label/minimum', dueAt: MINIMUM, lateMs: 0 },
    ]);
    expect(batch.when(fire('label/minimum', MINIMUM))).toEqual({ append: [], answer: DONE });
  });

  test.each([
    ['a timer nobody armed', 'label/nothing', MINIMUM],
    ['another due time', 'label/minimum', MAXIMUM],
  ])('a wake-up for %s changes nothing', (_what, timer, dueAt) => {
    expect(labelling().wait(HOUR).when(fire(timer, dueAt))).toEqual({ append: [], answer: DONE });
  });

  test.each([
    [2_000, 1, 0],
    [2_001, 1, 1],
    [120_000, 60, 0],
    [120_001, 60, 1],
  ])('%d ms late at clock rate %d raises %d exceptions', (late, clockRate, raised) => {
    const batch = labelling().wait(30 * MINUTE + late);
    batch.when(fire('label/minimum', MINIMUM), { facts: { clockRate } });
    expect([...batch.state().exceptions.values()].map((exception) => exception.class)).toEqual(
      Array.from({ length: raised }, () => 'timer_late'),
    );
  });

  test('a maximum time that passes raises a major exception', () => {
    const batch = labelling()
      .wait(45 * MINUTE)
      .has(fire('label/maximum', MAXIMUM));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({
      class: 'timer_overdue',
      severity: 'major',
      step: 'label',
      deviation: { limit: '45 min' },
    });
  });

  test('an overdue step says so once, also when the timer did not fire before the person came', () => {
    const batch = labelling()
      .wait(50 * MINUTE)
      .has(perform('label', { kind: 'timer' }));
    expect([...batch.state().exceptions.values()].map((exception) => exception.class)).toEqual(['timer_overdue']);
    const after = labelling()
      .wait(45 * MINUTE)
      .has(fire('label/maximum', MAXIMUM));
    after.wait(MINUTE).has(perform('label', { kind: 'timer' }));
    expect(after.state().exceptions.size).toBe(1);
  });

  test('a window that closes before the step starts raises a major exception, once', () => {
    const batch = labelling().wait(31 * MINUTE);
    takeTemperature(batch.has(perform('label', { kind: 'timer' })));
    batch.wait(28 * HOUR - 31 * MINUTE).has(fire('transduce/window-closes', later(T0, 28 * HOUR)));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'window_missed', severity: 'major' });
    batch.wait(HOUR).has({ type: 'StartStep', step: 'transduce' });
    expect(batch.state().exceptions.size).toBe(1);
  });

  test('a window that opens is no exception', () => {
    const batch = activated(started())
      .wait(18 * HOUR)
      .has(fire('transduce/window-opens', later(T0, 18 * HOUR)));
    expect(batch.state().exceptions.size).toBe(0);
    expect(batch.state().timers.get('transduce/window-opens')?.status).toBe('fired');
  });
});
