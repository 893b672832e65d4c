import { describe, expect, test } from '@jest/globals';
import type { Instant } from '../../brand.js';
import type { Recipe } from '../../recipe/recipe.js';
import { later } from '../../time.js';
import type { BatchEvent } from '../event.js';
import { evolveBatch } from './evolve-batch.js';
import {
  activatedBatch,
  INSTRUCTION_ANSWER,
  entry,
  perform,
  preparedBatch,
  takeTemperature,
} from '../../../test-fixtures/batch-commands.js';
import {
  BATCH,
  HOUR,
  MINUTE,
  activityReadingAt,
  startedBatch,
  T0,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';

/** The small recipe, activated by its device. */
const BY_DEVICE: Recipe = JSON.parse(JSON.stringify(SMALL_RECIPE), (_key, value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === 'activate'
    ? { ...value, kind: 'activity', activity: 'Activation' }
    : value,
) as Recipe;

const ready = (): BatchFixture =>
  preparedBatch(startedBatch(BY_DEVICE))
    .given(perform('viability', entry('95')))
    .advance(HOUR);
const ACTIVATION = later(T0, HOUR);

/** Somebody records the activation, which the device showed at `sourceTime`. */
const record = (batch: BatchFixture, sourceTime: Instant = ACTIVATION, begunAt?: Instant): BatchFixture =>
  batch.given(perform('activate', { kind: 'activity', value: 'Activation', sourceTime }), {
    facts: { reading: { ...activityReadingAt(sourceTime, 'Activation'), ...(begunAt && { begunAt }) } },
  });
const t0 = (batch: BatchFixture): Instant | undefined => batch.state().anchors.get('activation');
const exceptions = (batch: BatchFixture): readonly string[] =>
  [...batch.state().exceptions.values()].map((exception) => exception.class);

describe('an anchor that the device sets', () => {
  test('is when the device did it, not when somebody came to record it two hours later', () => {
    const batch = record(ready().advance(2 * HOUR));
    expect(t0(batch)).toBe(ACTIVATION);
    const timers = batch.state().timers;
    expect(timers.get('transduce/window-opens')?.dueAt).toBe(later(ACTIVATION, 18 * HOUR));
    expect(timers.get('transduce/window-closes')?.dueAt).toBe(later(ACTIVATION, 28 * HOUR));
  });

  test('so that what begins thirty hours after it is seen to be late', () => {
    const batch = record(ready().advance(2 * HOUR)).given({ type: 'StartStep', step: 'label' });
    takeTemperature(batch.advance(31 * MINUTE).given(perform('label', { kind: 'timer' })));
    batch.advance(30 * HOUR - 2 * HOUR - 31 * MINUTE).given(perform('transduce', INSTRUCTION_ANSWER));
    expect([...batch.state().exceptions.values()]).toMatchObject([
      { class: 'window_missed', step: 'transduce', observation: { limit: later(ACTIVATION, 28 * HOUR) } },
    ]);
  });

  test('is corrected by what the clock of the device is off', () => {
    const aligned = later(ACTIVATION, -90_000);
    const batch = record(ready().advance(2 * HOUR), ACTIVATION, aligned);
    expect(t0(batch)).toBe(aligned);
    const performed = batch.events
      .map(({ event }) => event)
      .find((event) => event.type === 'StepPerformed' && event.sets);
    expect(performed).toMatchObject({ setAt: aligned, outcome: { sourceTime: ACTIVATION } });
  });

  test.each<[string, Instant, Instant]>([
    ['after now, by a clock that is fast, is now', later(ACTIVATION, 5 * HOUR), later(ACTIVATION, 2 * HOUR)],
    ['before the batch was started, by a clock that is slow, is its start', later(T0, -HOUR), T0],
  ])('%s', (_what, shown, set) => {
    expect(t0(record(ready().advance(2 * HOUR), shown))).toBe(set);
  });

  test('stands in the event: replaying gives it again', () => {
    const batch = record(ready().advance(2 * HOUR));
    const replayed = batch.events.reduce<ReturnType<typeof evolveBatch> | undefined>(
      (state, event) => evolveBatch(state, BATCH, event),
      undefined,
    );
    expect(replayed).toEqual(batch.state());
  });

  test('of an event that does not say when is when it was recorded, as it was decided then', () => {
    const batch = ready();
    const { device, sourceTime, receivedAt, statusCode } = activityReadingAt(ACTIVATION, 'Activation');
    const old: BatchEvent = {
      type: 'StepPerformed',
      v: 1,
      step: 'activate',
      outcome: { kind: 'activity', activity: 'Activation', device, sourceTime, receivedAt, statusCode },
      sets: 'activation',
      awaitsWitness: false,
      language: 'en',
    };
    const at = later(ACTIVATION, 2 * HOUR);
    const state = evolveBatch(batch.state(), BATCH, { event: old, stamp: { at, seq: batch.events.length + 1 } });
    expect(state.anchors.get('activation')).toBe(at);
  });
});

describe('an anchor that people set', () => {
  test('is when they say so', () => {
    const batch = activatedBatch(startedBatch().advance(HOUR));
    expect(t0(batch)).toBe(ACTIVATION);
    expect(batch.events.some(({ event }) => 'setAt' in event)).toBe(false);
  });
});

describe('[INV-4] a window that closed before its anchor was recorded', () => {
  const late = (): BatchFixture => record(ready().advance(29 * HOUR));
  const closes = later(ACTIVATION, 28 * HOUR);

  test('has timers that are due at once', () => {
    const timers = [...late().state().timers.values()];
    expect(timers).toMatchObject([
      { name: 'transduce/window-opens', dueAt: later(ACTIVATION, 18 * HOUR), status: 'armed' },
      { name: 'transduce/window-closes', dueAt: closes, status: 'armed' },
    ]);
  });

  test('is missed as soon as its timer fires, and the timer itself was not late', () => {
    const batch = late().given({ type: 'FireTimer', timer: 'transduce/window-closes', dueAt: closes });
    expect(batch.events.map(({ event }) => event).find((event) => event.type === 'TimerFired')).toMatchObject({
      dueAt: closes,
      lateMs: HOUR,
    });
    expect([...batch.state().exceptions.values()]).toMatchObject([
      { class: 'window_missed', severity: 'major', step: 'transduce', observation: { limit: closes } },
    ]);
  });

  test('has timers that are late when they do not fire at once', () => {
    const batch = late().advance(5_000).given({ type: 'FireTimer', timer: 'transduce/window-closes', dueAt: closes });
    expect(exceptions(batch)).toEqual(['window_missed', 'timer_late']);
    expect([...batch.state().exceptions.values()][1]?.observation).toMatchObject({ found: '5', unit: 's' });
  });
});
