import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PersonId } from '../../brand.js';
import type { PersonBy } from '../../by.js';
import { predecessorsOf } from '../../recipe/order.js';
import type { StepAnswer, BatchCommand } from '../command.js';
import type { BatchEvent } from '../event.js';
import type { Recorded } from '../../event.js';
import { evolveBatch } from '../state/evolve-batch.js';
import { RecordVerifier } from '../verify/record-verifier.js';
import {
  assess,
  certify,
  check,
  choice,
  INSTRUCTION_ANSWER,
  entry,
  perform,
  review,
  scan,
  witness,
} from '../../../test-fixtures/batch-commands.js';
import {
  ANNA,
  BATCH,
  BEN,
  COI,
  createdBatch,
  CREATE,
  HOUR,
  LOT,
  MINUTE,
  PIA,
  QUINN,
  readingAt,
  REASON,
  signed,
  START,
  type BatchFixture,
} from '../../../test-fixtures/batch-fixture.js';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';
import { isHeld, type Batch } from '../state/batch.js';

/** Two who took no part in what the random people did. */
const PETE: PersonBy = { ...BEN, person: 'p-pete' as PersonId, name: 'Pete' };
const RUTH: PersonBy = { ...PIA, person: 'p-ruth' as PersonId, name: 'Ruth' };

type Act = (batch: BatchFixture) => void;
const STEPS = [...predecessorsOf(SMALL_RECIPE).keys(), 'nothing'];

const as =
  (command: BatchCommand, by: PersonBy): Act =>
  (batch) =>
    void batch.when(command, { by });
const scans = fc
  .tuple(fc.constantFrom(`COI/${COI}`, 'COI/OTHER', 'LOT/MEDIUM/TM-1', 'EQP/PRODIGY-1', 'EQP/OTHER', '?'), fc.boolean())
  .map(([read, byHand]) => scan(read, byHand));
const figures = fc.constantFrom('95', '85', '60', '1.000', 'x').map(entry);
const checks = fc.constantFrom('empty', 'occupied').map(check);
const choices = fc.constantFrom('clear', 'clumps', 'leak').map(choice);
const answers = fc.oneof(
  fc.constantFrom<StepAnswer>(INSTRUCTION_ANSWER, { kind: 'timer' }),
  figures,
  checks,
  choices,
  scans,
);
/** Mostly an answer of the right kind, right or wrong; now and then any other. */
const FITTING: Readonly<Record<string, fc.Arbitrary<StepAnswer>>> = {
  clearance: checks,
  identity: scans,
  medium: scans,
  device: scans,
  viability: figures,
  appearance: choices,
};
const answered = fc
  .constantFrom(...STEPS)
  .chain((id) => fc.tuple(fc.constant(id), fc.oneof({ weight: 5, arbitrary: FITTING[id] ?? answers }, answers)));
const people = fc.constantFrom(ANNA, BEN, QUINN, PIA);
const step = fc.constantFrom(...STEPS);

const performs: fc.Arbitrary<Act> = fc
  .tuple(answered, people, fc.boolean())
  .map(([[id, answer], by, reason]) => (batch) => {
    const facts = { scanned: { lot: LOT } };
    batch.when(perform(id, answer, { by, ...(reason && { reason }) }), { by, facts });
  });
const measure: Act = (batch) => {
  const reading = readingAt(batch.now());
  batch.when(perform('temperature', { kind: 'device', value: reading.value, sourceTime: reading.sourceTime }), {
    facts: { reading },
  });
};
const measures = fc.constant(measure);
const RIGHT: Readonly<Record<string, Act>> = {
  clearance: as(perform('clearance', check('empty')), ANNA),
  identity: as(perform('identity', scan(`COI/${COI}`)), ANNA),
  medium: (batch) => void batch.when(perform('medium', scan('LOT/MEDIUM/TM-1')), { facts: { scanned: { lot: LOT } } }),
  device: as(perform('device', scan('EQP/PRODIGY-1')), ANNA),
  viability: as(perform('viability', entry('95')), ANNA),
  activate: as(perform('activate', INSTRUCTION_ANSWER), ANNA),
  label: as(perform('label', { kind: 'timer' }), ANNA),
  transduce: as(perform('transduce', INSTRUCTION_ANSWER), ANNA),
  appearance: as(perform('appearance', choice('clear')), ANNA),
};

/** What people who make no mistake do next, whatever went wrong before: so that sequences get far. */
const goOn: Act = (batch) => {
  const state = batch.state();
  const open = [...state.exceptions.values()].find(({ assessed }) => !assessed);
  if (open) batch.when(assess(open.id), { by: QUINN });
  if (isHeld(state)) batch.when({ type: 'ResumeBatch' }, { by: QUINN });
  for (const [id, record] of state.steps) {
    if (record.status === 'awaiting_witness') batch.when(witness(id, PETE), { by: PETE });
  }
  if (state.status === 'finished') batch.when(review, { by: QUINN });
  if (state.status === 'reviewed') batch.when(certify(RUTH), { by: RUTH });
  const next = STEPS.find((id) => state.steps.get(id)?.status !== 'done');
  if (next === 'nothing') batch.when({ type: 'FinishBatch' });
  if (next === 'label' && !state.steps.has(next)) batch.when({ type: 'StartStep', step: next });
  if (next === 'label') batch.advance(31 * MINUTE);
  if (next === 'transduce') batch.advance(20 * HOUR);
  if (next === 'temperature') measure(batch);
  else if (next !== undefined) RIGHT[next]?.(batch);
};
const rightly = fc.constant(goOn);
const witnesses = fc.tuple(step, people).map(([id, by]) => as(witness(id, by), by));
const starts = step.map((id) => as({ type: 'StartStep', step: id }, ANNA));
const waits: fc.Arbitrary<Act> = fc
  .constantFrom(MINUTE, 31 * MINUTE, 18 * HOUR, 30 * HOUR)
  .map((ms) => (batch) => void batch.advance(ms));
const corrects = fc
  .tuple(answered, people)
  .map(([[id, answer], by]) =>
    as({ type: 'CorrectStep', step: id, answer, reason: REASON, signature: signed(by, 'performed') }, by),
  );
/** The queue may wake any timer at any time it is due, more than once. */
const fires: fc.Arbitrary<Act> = fc.nat(20).map((at) => (batch) => {
  const due = [...batch.state().timers.values()].filter(({ dueAt }) => dueAt <= batch.now());
  const timer = due[at % Math.max(due.length, 1)];
  if (timer) batch.when({ type: 'FireTimer', timer: timer.name, dueAt: timer.dueAt });
});
const qualityActs = fc.constantFrom<Act>(
  as(START, ANNA),
  as(CREATE, ANNA),
  as({ type: 'FinishBatch' }, ANNA),
  as(review, QUINN),
  as(certify(PIA), PIA),
  as(certify(ANNA), ANNA),
  as({ type: 'HoldBatch', reason: REASON }, ANNA),
  as({ type: 'ResumeBatch' }, QUINN),
  as(assess('X-1'), QUINN),
  as(assess('X-2', 'confirmed_defect'), QUINN),
  as({ type: 'ReportDevice', class: 'data_gap', severity: 'minor', deviation: { detail: 'cable' } }, ANNA),
);
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: rightly },
    { weight: 4, arbitrary: witnesses },
    { weight: 8, arbitrary: performs },
    { weight: 2, arbitrary: starts },
    { weight: 2, arbitrary: waits },
    { weight: 2, arbitrary: measures },
    { weight: 2, arbitrary: fires },
    { weight: 2, arbitrary: qualityActs },
    { weight: 1, arbitrary: corrects },
  ),
  { minLength: 20, maxLength: 120, size: 'max' },
);

const carryOut = (script: readonly Act[]): BatchFixture => {
  const batch = createdBatch();
  for (const act of script) act(batch);
  return batch;
};
const holds = (property: (batch: BatchFixture) => void): void => {
  fc.assert(
    fc.property(acts, (script) => {
      property(carryOut([as(START, ANNA), ...script]));
    }),
    { numRuns: 300 },
  );
};
const replayed = (events: readonly Recorded<BatchEvent>[]): Batch | undefined =>
  events.reduce<Batch | undefined>((state, event) => evolveBatch(state, BATCH, event), undefined);

test('[INV-6] replaying the events gives the state that was reached', () => {
  holds((batch) => {
    expect(replayed(batch.events)).toEqual(batch.state());
  });
});

test('whatever the rules let into the record breaks none of them when it is judged afterwards', () => {
  holds(({ events }) => {
    const verifier = new RecordVerifier(SMALL_RECIPE);
    let state: Batch | undefined;
    for (const recorded of events) {
      expect([recorded.event, verifier.violationsOf(state, recorded)]).toEqual([recorded.event, []]);
      state = evolveBatch(state, BATCH, recorded);
    }
  });
});

test('[INV-2] no step is performed twice', () => {
  holds(({ events }) => {
    const done = events.flatMap(({ event }) => (event.type === 'StepPerformed' ? [event.step] : []));
    expect(done).toEqual([...new Set(done)]);
  });
});

test('[INV-3] nothing begins or is recorded before everything it waits for is done', () => {
  const order = predecessorsOf(SMALL_RECIPE);
  holds(({ events }) => {
    events.forEach(({ event }, index) => {
      if (event.type !== 'StepStarted' && event.type !== 'StepPerformed') return;
      const before = replayed(events.slice(0, index));
      for (const id of order.get(event.step) ?? []) expect(before?.steps.get(id)?.status).toBe('done');
    });
  });
});

test('[INV-4] no timer fires early, and none fires twice', () => {
  holds(({ events }) => {
    const fired = events.flatMap(({ event, stamp }) =>
      event.type === 'TimerFired' ? [{ name: event.timer, early: stamp.at < event.dueAt, lateMs: event.lateMs }] : [],
    );
    expect(fired.filter(({ early, lateMs }) => early || lateMs < 0)).toEqual([]);
    expect(new Set(fired.map(({ name }) => name)).size).toBe(fired.length);
  });
});

test('[INV-8] a step that scans the patient is done only with the label of this patient', () => {
  holds((batch) => {
    const record = batch.state().steps.get('identity');
    if (record?.status === 'done') expect(record.outcome).toMatchObject({ read: `COI/${COI}` });
  });
});

test('any sequence of commands leaves a valid state', () => {
  holds((batch) => {
    const state = batch.state();
    const ids = [...state.exceptions.keys()];
    expect(ids).toEqual(ids.map((_id, index) => `X-${index + 1}`));
    if (state.status === 'certified') {
      expect(
        [...state.exceptions.values()].every(({ assessed }) => assessed && assessed.result !== 'confirmed_defect'),
      ).toBe(true);
      expect(state.steps.size).toBe(STEPS.length - 1);
      expect(isHeld(state)).toBe(false);
      expect(state.certificate && state.participants.has(state.certificate.signature.person)).toBe(false);
    }
    if (state.status !== 'created' && state.status !== 'in_process') {
      expect([...state.timers.values()].some(({ status }) => status === 'armed')).toBe(false);
    }
    expect([...state.steps.keys()].every((id) => STEPS.includes(id))).toBe(true);
  });
});

test('sequences reach the end often enough to say something', () => {
  const reached = fc
    .sample(acts, { numRuns: 300, seed: 7 })
    .map((script) => carryOut([as(START, ANNA), ...script]).state());
  const count = (matches: (state: Batch) => boolean): number => reached.filter(matches).length;
  expect(count(({ status }) => status === 'certified')).toBeGreaterThan(20);
  expect(count(({ status }) => status === 'in_process')).toBeGreaterThan(20);
  expect(count(({ exceptions }) => exceptions.size > 1)).toBeGreaterThan(50);
});
