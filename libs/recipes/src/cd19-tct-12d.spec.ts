import { describe, expect, test } from '@jest/globals';
import type { StepAnswer } from '@autolog/domain/batch/command';
import { assess, certify, review, witness } from '../../domain/test-fixtures/batch-commands.js';
import {
  ANNA,
  BEN,
  COI,
  LOT,
  MINUTE,
  PIA,
  QUINN,
  readingAt,
  REASON,
  signed,
  startedBatch,
  type BatchFixture,
} from '../../domain/test-fixtures/batch-fixture.js';
import { isHeld } from '@autolog/domain/batch/state/batch';
import type { EquipmentId, Instant, LotId, PersonId } from '@autolog/domain/brand';
import type { PersonBy } from '@autolog/domain/by';
import { isMeasurand, type Measurand } from '@autolog/domain/quantity/measurand';
import { readinessByStep } from '@autolog/domain/batch/state/readiness';
import { durationMs } from '@autolog/domain/quantity/duration';
import { SIGNATURES_MAX } from '@autolog/domain/recipe/check/check-steps';
import { allOperations, allSteps, stepOf } from '@autolog/domain/recipe/recipe-index';
import type { Recipe, Step } from '@autolog/domain/recipe/recipe';
import { STEP_KINDS } from '@autolog/domain/step-kind/step-kinds';
import { loadRecipe } from './load-recipe.js';
import { readBuiltInRecipe } from './read-built-in-recipe.js';

const loaded = loadRecipe(readBuiltInRecipe('cd19-tct-12d'));
if (!('recipe' in loaded)) throw new Error(JSON.stringify(loaded.faults));
const recipe: Recipe = loaded.recipe;

const LEA: PersonBy = { ...ANNA, person: 'p-lea' as PersonId, name: 'Lea', userName: 'lea', roles: ['qc_analyst'] };

/** What a laboratory finds in a run without a fault; everything else is entered as the recipe aims at it. */
const LABORATORY_RESULTS: Readonly<Partial<Record<Measurand, string>>> = {
  'apheresis.volume': '162.5',
  'apheresis.white-cells': '6000',
  'apheresis.viability': '96.8',
  'apheresis.cd3': '42.0',
  'apheresis.haematocrit': '3.1',
  'fraction.volume': '50.0',
  'fraction.viable-cells': '1250',
  'fraction.viability': '96.0',
  'fraction.purity': '98.0',
  'fraction.seeded-volume': '4.1',
  'culture.viability': '88.5',
  'culture.total-density': '1.90',
  'culture.viable-density': '6.20',
  'culture.car': '28.0',
  'culture.glucose': '7.4',
  'culture.lactate': '11.0',
  'culture.ph': '7.21',
  'product.volume': '78.0',
  'product.viable-density': '38.00',
  'product.viability': '92.4',
  'product.cd3': '97.1',
  'product.cd19': '0.20',
  'product.car': '31.0',
  'product.vector-copies': '0.93',
  'product.endotoxin': '0.15',
  'product.interferon-gamma': '1500',
};

/** Answers given to steps instead of the usual ones: a figure, or the option of a choice. */
type AnswerOverrides = Readonly<Record<string, string>>;

function valueFor(step: Extract<Step, { kind: 'entry' }>): string {
  const { measures, limits } = step.parameter;
  const found = measures === undefined ? limits.target : LABORATORY_RESULTS[measures];
  if (found === undefined) throw new Error(`nobody could know what to enter at ${step.id}`);
  return found;
}

function answerOf(batch: BatchFixture, step: Step, instead: string | undefined): StepAnswer {
  switch (step.kind) {
    case 'instruction':
    case 'calculation':
    case 'timer':
      return { kind: step.kind };
    case 'entry':
      return { kind: 'entry', typed: instead ?? valueFor(step) };
    case 'choice':
      return { kind: 'choice', choice: instead ?? step.options.find(({ deviates }) => !deviates)?.id ?? '' };
    case 'check':
      return { kind: 'check', states: Object.fromEntries(step.items.map(({ id, expected }) => [id, expected])) };
    case 'device':
      return { kind: 'device', value: instead ?? step.parameter.limits.target ?? '', sourceTime: batch.now() };
    case 'activity':
      return { kind: 'activity', value: step.activity, sourceTime: batch.now() };
    case 'sample':
      return { kind: 'sample', read: `SMP/${batch.state().number}/${step.id.toUpperCase()}`, byHand: false };
    case 'scan': {
      const read = { patient: `COI/${COI}`, equipment: 'EQP/PRODIGY-1', place: 'LOC/CR-1', lot: `LOT/${step.of}/TM-1` };
      return { kind: 'scan', read: read[step.scans], byHand: false };
    }
  }
}

/** What stands in the registers and the log of readings when this step is answered. */
function factsOf(batch: BatchFixture, step: Step, answer: StepAnswer) {
  if (step.kind === 'scan' && step.of !== undefined) {
    return { scanned: { lot: { ...LOT, lot: step.of as LotId, material: step.of } } };
  }
  const signal = step.kind === 'device' ? step.signal : 'activityName';
  if (answer.kind !== 'device' && answer.kind !== 'activity') return {};
  return { reading: { ...readingAt(batch.now(), answer.value), signal, device: '0190-device' as EquipmentId } };
}

function doStep(batch: BatchFixture, step: Step, instead?: string): void {
  const by = step.performer === 'qc_analyst' ? LEA : ANNA;
  if (step.kind === 'timer') batch.given({ type: 'StartStep', step: step.id }, { by }).advance(durationMs(step.min));
  const answer = answerOf(batch, step, instead);
  const signature = signed(by, 'performed');
  const command = { type: 'PerformStep', step: step.id, answer, signature, reason: REASON } as const;
  batch.given(command, { by, facts: factsOf(batch, step, answer) });
  if (step.signature === 'performer+witness') batch.given(witness(step.id, BEN));
  // A critical answer holds the batch until quality has assessed it.
  const open = [...batch.state().exceptions.values()].filter(({ assessed }) => !assessed);
  for (const { id } of open) batch.given(assess(id), { by: QUINN });
  if (isHeld(batch.state())) batch.given({ type: 'ResumeBatch' }, { by: QUINN });
}

/** Does what is ready, one step a minute, and waits for windows to open; until a step is ready, or all without one. */
function runBatch(
  otherwise: AnswerOverrides = {},
  { until, without }: { until?: string; without?: string } = {},
): BatchFixture {
  const batch = startedBatch(recipe);
  for (;;) {
    const now = readinessByStep(recipe, batch.state(), batch.now());
    const ready = allSteps(recipe).filter(({ id }) => now.get(id)?.status === 'ready');
    if (ready.some(({ id }) => id === until)) return batch;
    const step = ready.find(({ id }) => id !== without);
    if (step) doStep(batch.advance(MINUTE), step, otherwise[step.id]);
    else {
      const opening = [...now.values()].flatMap(({ status, waitsFor, opensAt }) =>
        status === 'locked' && waitsFor.length === 0 && opensAt !== undefined ? [opensAt] : [],
      );
      const [first] = opening.sort();
      if (first === undefined) return batch;
      batch.advance(Date.parse(first) - Date.parse(batch.now()));
    }
  }
}

const statusOf = (batch: BatchFixture, step: string): string | undefined => batch.state().steps.get(step)?.status;
const outcomeOf = (batch: BatchFixture, step: string): unknown => {
  const record = batch.state().steps.get(step);
  return record && 'outcome' in record ? record.outcome : undefined;
};
const notApplicableSteps = (batch: BatchFixture): ReadonlySet<string> =>
  new Set(allSteps(recipe).flatMap(({ id }) => (statusOf(batch, id) === 'not_applicable' ? [id] : [])));

/** What a day of feeding holds for a culture that wants more than its exchange. */
const extraOf = (day: number): string[] =>
  ['extra-exchange', 'second-exchange', 'glucose-again', 'density-again'].map((id) => `${id}-${day}`);

const hoursAfter = (from: Instant | undefined, to: Instant): number =>
  (Date.parse(to) - Date.parse(from ?? '')) / 3_600_000;

describe('the recipe as written', () => {
  const steps = allSteps(recipe);

  test('more than a hundred steps of every kind, at most the allowed signatures, and fewer than one instruction in ten steps', () => {
    expect(recipe.procedure.flatMap(({ operations }) => operations.flatMap((one) => one.steps)).length).toBeGreaterThan(
      100,
    );
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(STEP_KINDS));
    const counted = { none: 0, performer: 1, 'performer+witness': 2 };
    expect(steps.reduce((sum, { signature }) => sum + counted[signature], 0)).toBeLessThanOrEqual(SIGNATURES_MAX);
    expect(steps.filter(({ kind }) => kind === 'instruction').length * 10).toBeLessThan(steps.length);
  });

  test('every day from -1 to 12 has an operation', () => {
    const days = new Set(allOperations(recipe).map(({ day }) => day));
    expect([...days].sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  test('every parameter has a reference, and every entered one a target or a measurand', () => {
    for (const step of steps) {
      if (!('parameter' in step)) continue;
      const { reference, limits, measures } = step.parameter;
      expect(reference.length).toBeGreaterThan(15);
      if (step.kind !== 'calculation') expect(limits.target ?? measures).toBeDefined();
      if (measures !== undefined) expect(isMeasurand(measures) && LABORATORY_RESULTS[measures]).toBeTruthy();
    }
  });

  test('[T10] every instruction has at most 25 words in both languages', () => {
    const long = allSteps(recipe).flatMap(({ id, instruction }) =>
      Object.values(instruction)
        .filter((text) => text.trim().split(/\s+/).length > 25)
        .map((text) => `${id}: ${text}`),
    );
    expect(long).toEqual([]);
  });

  test('tests that may be pending at certification are due within 28 days and name their rule', () => {
    expect(recipe.release?.reference).toContain('§11.3.2');
    const due = recipe.release?.pending.map(({ id, due }) => [id, due]);
    expect(due).toEqual([
      ['apheresis-sterility-final', '7 d'],
      ['settle-plates-12', '7 d'],
      ['sterility-final', '14 d'],
      ['mycoplasma-final', '28 d'],
      ['vector-copies-final', '21 d'],
      ['rcl', '28 d'],
    ]);
  });
});

test.each<[string, AnswerOverrides]>([
  ['potency', { potency: '50' }],
  ['endotoxin-result', { 'endotoxin-result': '5.00' }],
  ['copies-transduced', { 'vector-copies': '1.50', 'product-cd3': '100.0', 'product-car': '30.0' }],
])('%s exactly at its excluded bound is out of limit', (step, otherwise) => {
  const raised = [...runBatch(otherwise).state().exceptions.values()].map((one) => [one.class, one.step, one.severity]);
  expect(raised).toContainEqual(['out_of_limit', step, 'major']);
});

describe('a run without a fault', () => {
  const batch = runBatch();
  batch.given({ type: 'FinishBatch' }).given(review, { by: QUINN }).given(certify(PIA), { by: PIA });

  test('goes from order to certificate without an exception', () => {
    expect(batch.state()).toMatchObject({ status: 'certified', holds: [] });
    expect(batch.state().exceptions.size).toBe(0);
  });

  test('leaves out the steps that only a run with faults needs, and says why', () => {
    const extra = [6, 7, 8, 9, 10, 11].flatMap(extraOf);
    const rare = ['moisture', 'stored-viability', 'red-cells', 'low-car', 'low-viability'];
    const followUps = ['car-6', 'low-car-again', 'viability-again', 'low-viability-again'];
    expect(notApplicableSteps(batch)).toEqual(new Set([...rare, ...followUps, ...extra]));
    expect(batch.state().steps.get('low-car')).toMatchObject({ because: expect.stringContaining('28') });
  });

  test.each([
    ['t-cells', '2439'],
    ['load-volume', '162.5'],
    ['recovery', '50.2'],
    ['fraction-density', '25.00'],
    ['seed-volume', '4.0'],
    ['seeded-cells', '102.5'],
    ['vector-volume', '10.3'],
    ['moi-reached', '4.9'],
    ['viable-density-5', '1.68'],
    ['product-cells', '2964'],
    ['fold', '28.9'],
    ['doublings', '4.85'],
    ['car-density', '5.72'],
    ['dose-volume', '4.37'],
    ['dmso-load', '0.01'],
    ['bag-1-dose', '11.4'],
    ['bag-2-dose', '11.4'],
    ['endotoxin-limit', '2.00'],
    ['endotoxin-share', '7.5'],
    ['copies-transduced', '3.09'],
  ])('%s is calculated as %s', (step, value) => {
    expect(outcomeOf(batch, step)).toMatchObject({ kind: 'calculation', value });
  });

  test('the vector is used within two hours of being taken out, 18 h after activation or later, and the harvest begins in the twelfth 24 hours', () => {
    const { anchors, steps } = batch.state();
    const at = (step: string): number => {
      const record = steps.get(step);
      if (!record || !('performedAt' in record)) throw new Error(`${step} was not done`);
      return hoursAfter(anchors.get('activation'), record.performedAt);
    };
    expect(at('transduce') - at('vector-out')).toBeLessThan(2);
    expect(at('transduce')).toBeGreaterThanOrEqual(18);
    expect(Math.floor(at('harvest-wash') / 24)).toBe(11);
  });
});

describe('parallel work', () => {
  test('[INV-3] the tubing set is primed while the laboratory counts, and the apheresis is loaded only after both', () => {
    const batch = runBatch({}, { without: 'white-cells' });
    const now = readinessByStep(recipe, batch.state(), batch.now());
    expect(now.get('white-cells')?.status).toBe('ready');
    expect(statusOf(batch, 'prime')).toBe('done');
    expect(now.get('load')).toMatchObject({ status: 'locked', waitsFor: ['load-identity'] });
    expect(now.get('load-identity')).toMatchObject({ status: 'locked', waitsFor: ['load-volume'] });
  });

  test('the culture is fed without the count of day 5, and harvested only after it', () => {
    const batch = runBatch({}, { without: 'total-density-5' });
    expect(statusOf(batch, 'exchange-11')).toBe('done');
    const now = readinessByStep(recipe, batch.state(), batch.now());
    expect(now.get('harvest-identity')).toMatchObject({ status: 'locked', waitsFor: ['low-car-again'] });
  });

  test('a laboratory result cannot be entered by a technician', () => {
    const batch = runBatch({}, { until: 'white-cells' });
    const command = { type: 'PerformStep', step: 'white-cells', answer: { kind: 'entry', typed: '6000' } } as const;
    expect(batch.when(command).answer).toMatchObject({ refused: 'NOT_THIS_ROLE' });
    expect(statusOf(batch, 'white-cells')).toBeUndefined();
  });
});

describe('a run with many deviations', () => {
  const batch = runBatch({
    'collection-age': '26.0',
    'apheresis-bag': 'wet',
    'apheresis-haematocrit': '7.5',
    'fraction-cells': '190',
    'car-5': '4.1',
    'glucose-7': '2.6',
    'viable-density-9': '20.40',
    'extra-exchange-9': 'measure-again',
    'product-viability': '78.2',
    'viability-again': '77.9',
  });
  batch.given({ type: 'FinishBatch' });

  test.each([
    'stored-viability',
    'moisture',
    'red-cells',
    'low-car',
    'car-6',
    'extra-exchange-7',
    'second-exchange-7',
    'extra-exchange-9',
    'glucose-again-9',
    'density-again-9',
    'low-viability',
    'viability-again',
    'low-viability-again',
  ])('%s applies and is done', (step) => expect(statusOf(batch, step)).toBe('done'));

  test('steps that do not apply are left out: no backup of few cells, no second exchange on the other days', () => {
    const others = [6, 8, 10, 11].flatMap(extraOf);
    const notChosen = ['glucose-again-7', 'density-again-7', 'second-exchange-9', 'low-car-again'];
    expect(notApplicableSteps(batch)).toEqual(new Set(['backup-cells', 'backup-stored', ...notChosen, ...others]));
  });

  test('values out of limits raise exceptions of the expected severity', () => {
    const raised = [...batch.state().exceptions.values()].map(({ step, severity }) => [step, severity]);
    expect(raised).toEqual(
      expect.arrayContaining([
        ['apheresis-bag', 'minor'],
        ['car-5', 'major'],
        ['glucose-7', 'minor'],
        ['viable-density-9', 'minor'],
        ['product-viability', 'major'],
        ['viability-again', 'major'],
      ]),
    );
  });
});

test('more than half an hour in the cryoprotectant before freezing raises an exception', () => {
  const batch = runBatch({}, { until: 'freeze' }).advance(31 * MINUTE);
  batch.given({ type: 'StartStep', step: 'freeze' });
  const raised = [...batch.state().exceptions.values()];
  expect(raised).toMatchObject([{ class: 'window_missed', step: 'freeze' }]);
});

test('[INV-8] a sample under the label of another day is refused on record', () => {
  const batch = runBatch({}, { until: 'ipc-sample-7' });
  const read = `SMP/${batch.state().number}/IPC-SAMPLE-6`;
  const wrong = { type: 'PerformStep', step: 'ipc-sample-7', answer: { kind: 'sample', read, byHand: false } } as const;
  expect(batch.when(wrong).answer).toMatchObject({ refused: 'WRONG_SAMPLE' });
  expect(stepOf(recipe, 'ipc-sample-7')?.kind).toBe('sample');
  expect([...batch.state().exceptions.values()]).toMatchObject([{ class: 'wrong_sample', step: 'ipc-sample-7' }]);
});
