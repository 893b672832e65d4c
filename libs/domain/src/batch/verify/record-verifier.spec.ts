import { expect, test } from '@jest/globals';
import type { Recipe } from '../../recipe/recipe.js';
import type { Signature } from '../../signature.js';
import type { BatchCommand } from '../command.js';
import type { BatchEvent } from '../event.js';
import type { Recorded } from '../../event.js';
import { evolveBatch } from '../state/evolve-batch.js';
import { RecordVerifier } from './record-verifier.js';
import {
  assess,
  certify,
  entry,
  finishedBatch,
  perform,
  preparedBatch,
  review,
  reviewedBatch,
} from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  BATCH,
  BEN,
  PIA,
  QUINN,
  REASON,
  signed,
  startedBatch,
  T0,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import { PROCESS_RECIPE, performedUpTo } from '../../../test-fixtures/process-recipe.js';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';
import type { Batch } from '../state/batch.js';

type Lines = readonly Recorded<BatchEvent>[];
type Type = BatchEvent['type'];

/** What is found in a record that somebody wrote without asking the rules: numbered again, as somebody who tampers with it would. */
function found(lines: Lines, recipe: Recipe = SMALL_RECIPE): readonly string[] {
  const verifier = new RecordVerifier(recipe);
  let state: Batch | undefined;
  return lines.flatMap(({ event, stamp }, n) => {
    const recorded = { event, stamp: { ...stamp, seq: n + 1 } };
    const broken = verifier.violationsOf(state, recorded);
    state = evolveBatch(state, BATCH, recorded);
    return broken.map((violation) => `${event.type} ${violation}`);
  });
}

const certified = (): Lines => reviewedBatch(startedBatch()).given(certify(), { by: PIA }).events;
const is = (type: Type, step?: string) => {
  return ({ event }: Recorded<BatchEvent>): boolean =>
    event.type === type && (step === undefined || ('step' in event && event.step === step));
};
const without = (lines: Lines, step: string): Lines =>
  lines.filter(({ event }) => !('step' in event && event.step === step) && !event.type.startsWith('Timer'));
const placeOf = (lines: Lines, matches: ReturnType<typeof is>): number => {
  const at = lines.findIndex(matches);
  if (at < 0) throw new Error('the history has no such event');
  return at;
};
const changed = (lines: Lines, matches: ReturnType<typeof is>, change: object, stamp: object = {}): Lines => {
  const at = placeOf(lines, matches);
  return lines.map((one, n) =>
    n === at ? { event: { ...one.event, ...change }, stamp: { ...one.stamp, ...stamp } } : one,
  );
};
const before = (lines: Lines, matches: ReturnType<typeof is>, ...events: readonly BatchEvent[]): Lines => {
  const at = placeOf(lines, matches);
  const stamp = lines[at]?.stamp ?? { at: T0, seq: 0 };
  return lines.toSpliced(at, 0, ...events.map((event) => ({ event, stamp })));
};
const by = ({ person }: Signature): object => ({ person });

const ALARM: BatchCommand = { type: 'ReportDevice', class: 'device_alarm', severity: 'major', deviation: {} };
const alarmed = (): Lines =>
  finishedBatch(startedBatch().given(ALARM)).given(assess('X-1'), { by: QUINN }).given(review, { by: QUINN }).events;
const critical = (): BatchFixture =>
  preparedBatch(startedBatch()).given(perform('viability', entry('60'), { reason: true }));

test('a record as the rules make it breaks none', () => {
  expect(found(certified())).toEqual([]);
  expect(found(alarmed())).toEqual([]);
  expect(found(performedUpTo('medium-1').events, PROCESS_RECIPE)).toEqual([]);
});

test.each<[string, () => Lines, string]>([
  [
    '[INV-3] a step before what it waits for',
    () => without(certified(), 'clearance'),
    'StepStarted starts step identity before step clearance',
  ],
  [
    '[INV-3] a step before its window',
    () => changed(certified(), is('StepStarted', 'transduce'), {}, { at: T0 }),
    'StepStarted starts step transduce before its window opens at ',
  ],
  [
    'an irreversible step during a hold',
    () => before(certified(), is('StepStarted', 'activate'), { type: 'BatchHeld', v: 1, cause: REASON }),
    'StepStarted starts step activate, which cannot be undone, while the batch is on hold',
  ],
  [
    'an irreversible step with a critical exception and no hold',
    () => [
      ...critical().events.filter(({ event }) => event.type !== 'BatchHeld'),
      ...certified().filter(is('StepStarted', 'activate')),
    ],
    'StepStarted starts step activate, which cannot be undone, while a critical exception is not assessed',
  ],
  [
    'a step after its window, with no word about it',
    () => changed(certified(), is('StepStarted', 'transduce'), {}, { at: '2030-01-01T00:00:00.000Z' }),
    'StepPerformed records step transduce, begun after its window closed, with no exception about it',
  ],
  [
    'an anchor set at another time than it was recorded, by no device',
    () => changed(certified(), is('StepPerformed', 'activate'), { setAt: T0 }),
    `StepPerformed sets at ${T0} what the device cannot have done then`,
  ],
  [
    '[INV-8] the label of this patient corrected to that of another',
    () =>
      before(certified(), is('BatchFinished'), {
        type: 'StepCorrected',
        v: 1,
        step: 'identity',
        now: { kind: 'scan', read: 'COI/OTHER', byHand: false },
      } as never),
    'StepCorrected corrects step identity to what such a step cannot be corrected to',
  ],
  [
    '[INV-2] a step twice',
    () => {
      const lines = certified();
      return before(
        lines,
        is('BatchFinished'),
        lines[placeOf(lines, is('StepPerformed', 'identity'))]?.event as BatchEvent,
      );
    },
    'StepPerformed records step identity, which is not in progress',
  ],
  [
    '[INV-8] the label of another patient',
    () =>
      changed(certified(), is('StepPerformed', 'identity'), {
        outcome: { kind: 'scan', read: 'COI/OTHER', byHand: false },
      }),
    'StepPerformed takes the label of another patient',
  ],
  [
    '[P11-70] a signature of somebody else than who did it',
    () => changed(certified(), is('StepPerformed', 'identity'), { signature: signed(BEN, 'performed') }),
    'StepPerformed is not signed as "Performed" by who did it',
  ],
  [
    'a step that does not wait for its witness',
    () => changed(certified(), is('StepPerformed', 'clearance'), { awaitsWitness: false }),
    'StepPerformed does not make step clearance wait for its witness',
  ],
  [
    'a witness who did the step',
    () => changed(certified(), is('StepWitnessed', 'clearance'), { signature: signed(ANNA, 'witnessed') }),
    'StepWitnessed is by Anna, who did step clearance or corrected it',
  ],
  [
    'a batch finished with a step open',
    () => without(certified(), 'appearance'),
    'BatchFinished came with 1 steps open, first ',
  ],
  [
    '[INV-11] a certificate without a review',
    () => certified().filter(({ event }) => event.type !== 'BatchReviewed'),
    'BatchCertified came while the batch was finished',
  ],
  [
    'a review with an exception that nobody assessed',
    () => alarmed().filter(({ event }) => event.type !== 'ExceptionAssessed'),
    'BatchReviewed came with 1 exceptions not assessed, first X-1',
  ],
  [
    '[INV-11] a certificate by somebody who took part',
    () => {
      const signature = signed(ANNA, 'certified');
      return changed(certified(), is('BatchCertified'), { signature }, by(signature));
    },
    'BatchCertified is by Anna, who took part in the batch',
  ],
  [
    'a certificate although an exception is a confirmed defect',
    () =>
      changed([...alarmed(), ...certified().slice(-1)], is('ExceptionAssessed'), { disposition: 'confirmed_defect' }),
    'BatchCertified came although X-1 was confirmed as a defect',
  ],
  [
    'a hold lifted while a critical exception is open',
    () => [...critical().events, { event: { type: 'BatchResumed', v: 1 }, stamp: { at: T0, seq: 0 } }],
    'BatchResumed came while X-1 is critical and not assessed, or a confirmed defect',
  ],
  [
    'an exception assessed twice',
    () => {
      const lines = alarmed();
      return before(lines, is('BatchReviewed'), lines[placeOf(lines, is('ExceptionAssessed'))]?.event as BatchEvent);
    },
    'ExceptionAssessed assesses X-1 a second time',
  ],
  [
    '[INV-4] a timer before it was due',
    () =>
      before(certified(), is('TimerDisarmed'), {
        type: 'TimerFired',
        v: 1,
        timer: 'transduce/window-opens',
        dueAt: '2030-01-01T00:00:00.000Z' as never,
        lateMs: 0,
      }),
    'TimerFired came before 2030-01-01T00:00:00.000Z, when its timer was due',
  ],
])('%s is found', (_, lines, violation) => {
  expect(found(lines())).toEqual(expect.arrayContaining([expect.stringContaining(violation)]));
});

test('[INV-3] a step that was done although its condition fails is found', () => {
  const lines = performedUpTo('medium-1').events;
  const done = { type: 'StepStarted', v: 1, step: 'rest' } as never;
  const tampered = before(lines, is('StepNotApplicable', 'rest'), done).filter(
    (one) => !is('StepNotApplicable', 'rest')(one),
  );
  expect(found(tampered, PROCESS_RECIPE)[0]).toBe('StepStarted starts step rest, whose condition fails');
});

test('[INV-3] a batch that was finished around a step that applies again is found', () => {
  const lines = performedUpTo('medium-1').events;
  const stamp = lines.at(-1)?.stamp ?? { at: T0, seq: 0 };
  const now = { kind: 'entry', value: '80', unit: '%', typed: '80' };
  const was = lines[placeOf(lines, is('StepPerformed', 'viability'))]?.event as { outcome?: unknown };
  const corrected = { type: 'StepCorrected', v: 1, step: 'viability', was: was.outcome, now, awaitsWitness: false };
  const tampered = [corrected, { type: 'BatchFinished', v: 1 }].map((event) => ({ event, stamp })) as never as Lines;
  expect(found([...lines, ...tampered], PROCESS_RECIPE)).toContain(
    'BatchFinished came without step rest, whose condition does not fail',
  );
});

test('[INV-3] a step that was left out although its condition holds is found', () => {
  const outcome = { kind: 'entry', value: '80', unit: '%', typed: '80' };
  const lines = changed(performedUpTo('medium-1').events, is('StepPerformed', 'viability'), { outcome });
  expect(found(lines, PROCESS_RECIPE)[0]).toBe('StepNotApplicable leaves out step rest, whose condition does not fail');
});
