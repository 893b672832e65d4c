import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonId } from '../../brand.js';
import type { PersonBy } from '../../by.js';
import { isSettled } from '../state/readiness.js';
import { conditionalSteps, evaluateConditions } from '../state/condition.js';
import { allSteps, stepOf } from '../../recipe/recipe-index.js';
import { predecessorsOf } from '../../recipe/order.js';
import type { StepAnswer } from '../command.js';
import type { BatchEvent } from '../event.js';
import type { Recorded } from '../../event.js';
import { evolveBatch } from '../state/evolve-batch.js';
import { batchOfSnapshot, snapshotOf } from '../state/snapshot.js';
import { RecordVerifier } from '../verify/record-verifier.js';
import { assess, certify, choice, entry, perform, review, witness } from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  BATCH,
  BEN,
  factsFor,
  HOUR,
  PIA,
  QIM,
  QUINN,
  REASON,
  signed,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import {
  startedProcess,
  factsForAnswer,
  PROCESS_RECIPE,
  correctAnswer,
} from '../../../test-fixtures/process-recipe.js';
import { performedOf, type Batch } from '../state/batch.js';

/** Who took no part in what the random people did. */
const PETE: PersonBy = { ...BEN, person: 'p-pete' as PersonId, name: 'Pete' };
const RUTH: PersonBy = { ...PIA, person: 'p-ruth' as PersonId, name: 'Ruth' };
const STEPS = allSteps(PROCESS_RECIPE).map(({ id }) => id);
const ORDER = predecessorsOf(PROCESS_RECIPE);

type Act = (batch: BatchFixture) => void;
const step = fc.constantFrom(...STEPS);

const does: (batch: BatchFixture, id: string, answer?: StepAnswer) => void = (
  batch,
  id,
  answer = correctAnswer(batch, id),
): void => {
  const by = id === 'count' ? QIM : ANNA;
  batch.when(perform(id, answer, { by, reason: true }), { by, facts: factsForAnswer(batch, answer) });
};
const figures = fc.constantFrom('95', '80', '60', '3', '5').map(entry);
const routes = fc.constantFrom('short', 'long').map(choice);
/** Answers that decide conditions, either way. */
const answersTo = (id: string): fc.Arbitrary<StepAnswer> | undefined =>
  id === 'route' ? routes : stepOf(PROCESS_RECIPE, id)?.kind === 'entry' ? figures : undefined;
const performs: fc.Arbitrary<Act> = step.chain((id) =>
  (answersTo(id) ?? fc.constant(undefined)).map((answer) => (batch: BatchFixture) => {
    does(batch, id, answer);
  }),
);
const corrects: fc.Arbitrary<Act> = fc
  .constantFrom('viability', 'route', 'rested', 'glucose-1', 'glucose-2', 'glucose-3')
  .chain((id) =>
    (answersTo(id) ?? figures).map((answer) => (batch: BatchFixture) => {
      const signature = signed(ANNA, 'performed');
      batch.when({ type: 'CorrectStep', step: id, answer, reason: REASON, signature });
    }),
  );
const waits: fc.Arbitrary<Act> = fc.constantFrom(HOUR, 24 * HOUR).map((ms) => (batch) => void batch.advance(ms));
const starts: fc.Arbitrary<Act> = step.map((id) => (batch) => void batch.when({ type: 'StartStep', step: id }));
const fires: fc.Arbitrary<Act> = fc.nat(20).map((at) => (batch) => {
  const due = [...batch.state().timers.values()].filter(({ dueAt }) => dueAt <= batch.now());
  const timer = due[at % Math.max(due.length, 1)];
  if (timer) batch.when({ type: 'FireTimer', timer: timer.name, dueAt: timer.dueAt });
});

/** What people who make no mistake do next, so that sequences get far. */
const goOn: Act = (batch) => {
  const state = batch.state();
  const open = [...state.exceptions.values()].find(({ assessed }) => !assessed);
  if (open) batch.when(assess(open.id), { by: QUINN });
  for (const [id, record] of state.steps) {
    if (record.status === 'awaiting_witness') batch.when(witness(id, PETE), { by: PETE });
  }
  if (state.status === 'finished') batch.when(review, { by: QUINN });
  if (state.status === 'reviewed') batch.when(certify(RUTH), { by: RUTH });
  const next = STEPS.find((id) => !isSettled(state, id));
  if (next === undefined) batch.when({ type: 'FinishBatch' });
  else {
    const window = state.timers.get(`${next}/window-opens`);
    if (window && window.dueAt > batch.now()) batch.advance(24 * HOUR);
    does(batch, next);
  }
};
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: fc.constant(goOn) },
    { weight: 6, arbitrary: performs },
    { weight: 2, arbitrary: corrects },
    { weight: 1, arbitrary: waits },
    { weight: 1, arbitrary: starts },
    { weight: 1, arbitrary: fires },
  ),
  { minLength: 20, maxLength: 100, size: 'max' },
);

const carryOut = (script: readonly Act[]): BatchFixture => {
  const batch = startedProcess();
  for (const act of script) act(batch);
  return batch;
};
const holds = (property: (batch: BatchFixture) => void): void => {
  fc.assert(
    fc.property(acts, (script) => {
      property(carryOut(script));
    }),
    { numRuns: 200 },
  );
};
const replayed = (events: readonly Recorded<BatchEvent>[]): Batch | undefined =>
  events.reduce<Batch | undefined>((state, event) => evolveBatch(state, BATCH, event), undefined);

/** Calls `see` with each event and the batch as it stood before it. */
function walk(events: readonly Recorded<BatchEvent>[], see: (event: BatchEvent, before: Batch) => void): void {
  let state: Batch | undefined;
  for (const recorded of events) {
    if (state) see(recorded.event, state);
    state = evolveBatch(state, BATCH, recorded);
  }
}

test('[INV-6] replaying the events of a process gives the state that was reached', () => {
  holds((batch) => {
    expect(replayed(batch.events)).toEqual(batch.state());
  });
});

test('[INV-6] a batch that was read from a snapshot goes on as if it had been replayed from its first event', () => {
  fc.assert(
    fc.property(acts, fc.nat(), (script, at) => {
      const { events, state } = carryOut(script);
      const read = 1 + (at % events.length);
      const before = replayed(events.slice(0, read));
      const restored = before && batchOfSnapshot(snapshotOf(before));
      const after = events.slice(read).reduce((draft, event) => evolveBatch(draft, BATCH, event), restored);
      expect(after).toEqual(state());
    }),
    { numRuns: 200 },
  );
});

test('[INV-3] no step begins or is recorded before everything it waits for is done or does not apply', () => {
  holds(({ events }) => {
    walk(events, (event, before) => {
      if (event.type !== 'StepStarted' && event.type !== 'StepPerformed') return;
      const open = (ORDER.get(event.step) ?? []).filter((id) => !isSettled(before, id));
      expect([event.step, open]).toEqual([event.step, []]);
    });
  });
});

test('[INV-3] a step is left out only when its condition does not hold, and never one that was begun', () => {
  holds(({ events }) => {
    walk(events, (event, before) => {
      if (event.type === 'StepNotApplicable') expect(before.steps.has(event.step)).toBe(false);
      if (event.type === 'StepApplicableAgain') expect(before.steps.get(event.step)?.status).toBe('not_applicable');
    });
  });
});

test('[INV-3] while a batch is in process, exactly the steps whose condition fails are left out', () => {
  holds((batch) => {
    const state = batch.state();
    if (state.status !== 'in_process') return;
    const asked = { state, facts: factsFor(ANNA, PROCESS_RECIPE), language: 'en' } as const;
    for (const one of conditionalSteps(PROCESS_RECIPE)) {
      const record = state.steps.get(one.id);
      const before = ORDER.get(one.id) ?? [];
      const verdict = evaluateConditions(asked, one);
      const fails = 'holds' in verdict && !verdict.holds;
      if (record?.status === 'not_applicable') {
        expect([one.id, fails]).toEqual([one.id, true]);
        expect(before.every((id) => isSettled(state, id) || performedOf(state.steps.get(id)))).toBe(true);
      } else if (!record && before.every((id) => isSettled(state, id))) {
        expect([one.id, fails]).toEqual([one.id, false]);
      }
    }
  });
});

test('whatever the rules let into the record breaks none of them when it is judged afterwards', () => {
  holds(({ events }) => {
    const verifier = new RecordVerifier(PROCESS_RECIPE);
    let state: Batch | undefined;
    for (const recorded of events) {
      expect([recorded.event, verifier.violationsOf(state, recorded)]).toEqual([recorded.event, []]);
      state = evolveBatch(state, BATCH, recorded);
    }
  });
});

test('[INV-2] no step of a process is performed twice', () => {
  holds(({ events }) => {
    const done = events.flatMap(({ event }) => (event.type === 'StepPerformed' ? [event.step] : []));
    expect(done).toEqual([...new Set(done)]);
  });
});

test('[INV-4] no timer of a step that does not apply stands armed, and none fires twice', () => {
  holds((batch) => {
    const state = batch.state();
    const armed = [...state.timers.values()].filter(({ status }) => status === 'armed');
    expect(armed.filter((timer) => state.steps.get(timer.step)?.status === 'not_applicable')).toEqual([]);
    const fired = batch.events.flatMap(({ event }) => (event.type === 'TimerFired' ? [event.timer] : []));
    expect(fired).toEqual([...new Set(fired)]);
  });
});

test('processes reach the end, leave steps out and take them back often enough to say something', () => {
  const batches = fc.sample(acts, { numRuns: 200, seed: 7 }).map(carryOut);
  const wrote = (type: BatchEvent['type']): number =>
    batches.filter(({ events }) => events.some(({ event }) => event.type === type)).length;
  expect(batches.filter((batch) => batch.state().status === 'certified').length).toBeGreaterThan(20);
  expect(wrote('StepNotApplicable')).toBeGreaterThan(100);
  expect(wrote('StepApplicableAgain')).toBeGreaterThan(20);
});
