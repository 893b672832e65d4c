import { expect, test } from '@jest/globals';
import { later } from '../../time.js';
import type { BatchEvent } from '../event.js';
import type { Recorded } from '../../event.js';
import { evolveBatch } from './evolve-batch.js';
import { ANNA, BATCH, createdBatch, T0, startedBatch } from '../../../test-fixtures/batch-fixture.js';
import { reviewedBatch } from '../../../test-fixtures/batch-commands.js';
import type { Batch } from './batch.js';

const at = (seq: number, event: BatchEvent): Recorded<BatchEvent> => ({
  event,
  stamp: { at: later(T0, seq), person: ANNA.person, name: ANNA.name, seq },
});

test('ten thousand events are replayed in well under the time a person notices', () => {
  const [first] = createdBatch().events;
  if (!first) throw new Error('a created batch has an event');
  const events = [first];
  for (let step = 0; events.length < 10_000; step += 1) {
    const id = `step-${step}`;
    const exception = `X-${step}`;
    events.push(
      at(events.length + 1, { type: 'StepStarted', v: 1, step: id }),
      at(events.length + 2, {
        type: 'StepPerformed',
        v: 1,
        step: id,
        outcome: { kind: 'instruction' },
        awaitsWitness: false,
        language: 'en',
      }),
      at(events.length + 3, { type: 'TimerArmed', v: 1, timer: id, step: id, purpose: 'minimum', dueAt: T0 }),
      at(events.length + 4, {
        type: 'ExceptionRaised',
        v: 1,
        exception,
        class: 'data_gap',
        severity: 'minor',
        deviation: {},
      }),
    );
  }
  const replay = (): Batch | undefined =>
    events.reduce<Batch | undefined>((known, event) => evolveBatch(known, BATCH, event), undefined);
  // The best of three: what is measured is the replay, not whatever else this machine does.
  const took = [1, 2, 3].map(() => {
    const began = Date.now();
    replay();
    return Date.now() - began;
  });
  expect(Math.min(...took)).toBeLessThan(100);
  const state = replay();
  expect(state?.exceptions.size).toBe(2_500);
});

test('a step that applies again is as if nobody had ever touched it', () => {
  const batch = startedBatch();
  const before = [...batch.state().steps];
  const out: BatchEvent = { type: 'StepNotApplicable', v: 1, step: 'activate', because: '95 % < 85 %: no' };
  const left = evolveBatch(batch.state(), BATCH, at(5, out));
  expect(left.steps.get('activate')).toEqual({
    status: 'not_applicable',
    at: later(T0, 5),
    because: '95 % < 85 %: no',
  });
  const again = evolveBatch(left, BATCH, at(6, { ...out, type: 'StepApplicableAgain' }));
  expect([...again.steps]).toEqual(before);
});

test('a step that did not apply was never witnessed or corrected: the log is corrupt', () => {
  const signature = reviewedBatch(startedBatch()).state().review;
  if (!signature) throw new Error('a reviewed batch has a signature');
  const out = at(5, { type: 'StepNotApplicable', v: 1, step: 'activate', because: 'no' });
  const left = evolveBatch(startedBatch().state(), BATCH, out);
  const witnessed = at(6, { type: 'StepWitnessed', v: 1, step: 'activate', signature });
  expect(() => evolveBatch(left, BATCH, witnessed)).toThrow('the log is corrupt');
});

test('an event this version does not know is a crash, not a shrug', () => {
  const unknown = at(2, { type: 'BatchPainted', v: 1 } as unknown as BatchEvent);
  expect(() => evolveBatch(createdBatch().state(), BATCH, unknown)).toThrow('unknown event');
});

test.each<[string, BatchEvent]>([
  ['a batch', { type: 'BatchFinished', v: 1 }],
  ['a step', { type: 'StepStarted', v: 1, step: 'x' }],
])('an event of %s before the batch was created says the log is corrupt', (_what, event) => {
  expect(() => evolveBatch(undefined, BATCH, at(1, event))).toThrow('the log is corrupt');
});

test('an event about something that never was says the log is corrupt', () => {
  const batch = createdBatch().state();
  const signature = reviewedBatch(startedBatch()).state().review;
  if (!signature) throw new Error('a reviewed batch has a signature');
  const lost: readonly BatchEvent[] = [
    { type: 'TimerFired', v: 1, timer: 'x/minimum', dueAt: T0, lateMs: 0 },
    { type: 'StepWitnessed', v: 1, step: 'x', signature },
    {
      type: 'ExceptionAssessed',
      v: 1,
      exception: 'X-1',
      disposition: 'accepted',
      assessment: signature.content,
      signature,
    },
  ];
  for (const event of lost) expect(() => evolveBatch(batch, BATCH, at(2, event))).toThrow('the log is corrupt');
});

test('the state knows the sequence number of its last event', () => {
  const batch = startedBatch();
  expect(batch.state().seq).toBe(batch.events.length);
});
