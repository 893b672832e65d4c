import { randomUUID } from 'node:crypto';
import type { BatchEvent } from '@autolog/domain/batch/event';
import type { BatchId, EquipmentId, Instant, RoomId, TherapyId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/domain/stream/stream';
import { stepId } from './bench-recipe.ts';
import { appendAll, signatureOf, type BenchSite, type Store } from './bench-site.ts';

export type LargeBatchOptions = Readonly<{
  number: string;
  stepsDone: number;
  events: number;
  device?: EquipmentId;
  /** When everything in it happened; now, if it does not matter. */
  at?: Instant;
}>;

/** A batch with a past, appended to the log exactly as commands would: events, leaves and projections. */
export async function appendLargeBatch(
  store: Store,
  benchSite: BenchSite,
  options: LargeBatchOptions,
): Promise<BatchId> {
  const batch = randomUUID() as BatchId;
  const { number, device } = options;
  const opening: BatchEvent[] = [
    {
      type: 'BatchCreated',
      v: 1,
      number,
      therapy: randomUUID() as TherapyId,
      coi: `COI-${number}`,
      orderNumber: `ORDER-${number}`,
      recipe: benchSite.recipe,
      recipeHash: benchSite.recipeHash,
      simulated: true,
    },
    { type: 'BatchStarted', v: 1, recipeHash: benchSite.recipeHash, room: randomUUID() as RoomId, roomCode: 'ROOM-1' },
    ...(device ? [{ type: 'DeviceBound', v: 1, device, deviceCode: 'DEVICE' } as const] : []),
  ];
  const done = Array.from({ length: options.stepsDone }, (_, n) => eventsOfStep(benchSite, n));
  const filled = fillWithTimersAndRefusals([...opening, ...done.flat()], options, benchSite);
  await appendAll(store, streamOf('batch', batch), filled, { by: benchSite.by, at: options.at });
  return batch;
}

const figure = (value: string) => ({ kind: 'entry', value, unit: '%', typed: value }) as const;

/** Ten events: begun, a timer beside it, a wrong label, done, corrected, and two exceptions assessed by quality. */
function eventsOfStep(benchSite: BenchSite, n: number): readonly BatchEvent[] {
  const step = stepId(n);
  const timer = `${step}/maximum`;
  const exception = `X-${String(n + 1)}`;
  const dueAt = '2030-01-01T00:00:00.000Z' as Instant;
  const facts = { label: 'COI/COI-OTHER-0001' };
  const deviation = { limit: '≥ 80', found: '78.4', unit: '%' } as const;
  return [
    { type: 'StepStarted', v: 1, step },
    { type: 'TimerArmed', v: 1, timer, step, purpose: 'maximum', dueAt },
    { type: 'AttemptRefused', v: 1, step, code: 'ANSWER_MISSING', facts },
    { type: 'StepPerformed', v: 1, step, outcome: figure('78.4'), awaitsWitness: false, language: 'en' },
    { type: 'TimerDisarmed', v: 1, timer },
    { type: 'ExceptionRaised', v: 1, exception, class: 'out_of_limit', severity: 'minor', step, deviation },
    correction(benchSite, step),
    {
      type: 'ExceptionAssessed',
      v: 1,
      exception,
      disposition: 'no_impact',
      assessment: benchSite.reason,
      signature: signatureOf(benchSite.by, benchSite.reason),
    },
    { type: 'AttemptRefused', v: 1, step, code: 'ANSWER_MISSING', facts },
    correction(benchSite, step),
  ];
}

const correction = (benchSite: BenchSite, step: string): BatchEvent => ({
  type: 'StepCorrected',
  v: 1,
  step,
  was: figure('78.4'),
  now: figure('87.4'),
  reason: benchSite.reason,
  awaitsWitness: false,
});

/** What a long batch has most of: windows that open and close, and labels that were scanned twice. */
function fillWithTimersAndRefusals(
  events: readonly BatchEvent[],
  options: LargeBatchOptions,
  benchSite: BenchSite,
): readonly BatchEvent[] {
  const all = [...events];
  const dueAt = '2026-01-01T00:00:00.000Z' as Instant;
  for (let n = 0; all.length < options.events; n += 1) {
    const step = stepId(n % options.stepsDone);
    const timer = `${step}/window-opens`;
    all.push(
      { type: 'TimerArmed', v: 1, timer, step, purpose: 'window-opens', dueAt },
      { type: 'TimerFired', v: 1, timer, dueAt, lateMs: 3 },
      { type: 'AttemptRefused', v: 1, step, code: 'ANSWER_MISSING', facts: {} },
      correction(benchSite, step),
    );
  }
  return all.slice(0, options.events);
}
