import type { LotId } from '../src/brand.js';
import { allSteps } from '../src/recipe/recipe-index.js';
import type { Operation, Recipe, Step } from '../src/recipe/recipe.js';
import type { StepAnswer } from '../src/batch/command.js';
import type { BatchFacts } from '../src/batch/facts.js';
import { choice, INSTRUCTION_ANSWER, entry, perform, scan, witness } from './batch-commands.js';
import { ANNA, HOUR, LOT, QIM, activityReadingAt, startedBatch, type BatchFixture } from './batch-fixture.js';
import { SMALL_RECIPE, parameter, stepTexts, text } from './small-recipe.js';

export const ACTIVITY = 'Culture wash day 3';

const INTAKE: readonly Step[] = [
  {
    ...stepTexts('viability', 'Enter the viability', 'Voer de vitaliteit in'),
    kind: 'entry',
    parameter: parameter('viability', '%'),
  },
  {
    ...stepTexts('route', 'Choose the route', 'Kies de route'),
    kind: 'choice',
    signature: 'performer+witness',
    options: [
      { id: 'short', title: text('Short', 'Kort') },
      { id: 'long', title: text('Long', 'Lang') },
    ],
  },
  {
    ...stepTexts('activate', 'Enter the activator added', 'Voer de toegevoegde activator in'),
    kind: 'entry',
    parameter: parameter('activator', 'mL'),
    sets: 'activation',
  },
];

const RESCUE: readonly Step[] = [
  { ...stepTexts('rest', 'Let the cells rest', 'Laat de cellen rusten'), kind: 'instruction' },
  {
    ...stepTexts('rested', 'Enter the viability after the rest', 'Voer de vitaliteit na de rust in'),
    kind: 'entry',
    parameter: parameter('rested_viability', '%'),
  },
];

const FEEDING: readonly Step[] = [
  {
    ...stepTexts('medium', 'Scan the medium of day {n}', 'Scan het medium van dag {n}'),
    kind: 'scan',
    scans: 'lot',
    of: 'MEDIUM',
    opens: true,
    window: { from: 'activation', opens: '0 h', closes: '24 h' },
  },
  {
    ...stepTexts('glucose', 'Enter the glucose of day {n}', 'Voer de glucose van dag {n} in'),
    kind: 'entry',
    parameter: parameter('glucose', 'mmol/L'),
  },
  {
    ...stepTexts('boost', 'Enter the glucose added', 'Voer de toegevoegde glucose in'),
    kind: 'entry',
    parameter: parameter('boost', 'mL'),
    when: { formula: 'glucose < 4 [mmol/L]' },
  },
  {
    ...stepTexts('sample', 'Take the sample of day {n}', 'Neem het monster van dag {n}'),
    kind: 'sample',
    container: text('Tube', 'Buis'),
    tests: [{ id: 'count', title: text('Count', 'Telling') }],
  },
];

const EXTENSION: readonly Step[] = [
  {
    ...stepTexts('extend', 'Enter the medium for another day', 'Voer het medium voor nog een dag in'),
    kind: 'entry',
    parameter: parameter('extension', 'mL'),
    window: { from: 'activation', opens: '60 h', closes: '80 h' },
  },
];

const FINISH: readonly Step[] = [
  { ...stepTexts('wash', 'Confirm the wash', 'Bevestig de wasgang'), kind: 'activity', activity: ACTIVITY },
  {
    ...stepTexts('count', 'Enter the count', 'Voer de telling in'),
    kind: 'entry',
    performer: 'qc_analyst',
    parameter: parameter('count', '%', { source: 'laboratory' }),
  },
  {
    ...stepTexts('thaw', 'Thaw the reserve', 'Ontdooi de reserve'),
    kind: 'instruction',
    when: { formula: 'rested_viability < 70 [%]' },
  },
  {
    ...stepTexts('close', 'Look at the seal', 'Bekijk de las'),
    kind: 'choice',
    options: [
      { id: 'tight', title: text('Tight', 'Dicht') },
      { id: 'leaking', title: text('Leaking', 'Lek'), deviates: 'critical' },
    ],
  },
];

const operation = (id: string, steps: readonly Step[], more: Partial<Operation> = {}): Operation => ({
  id,
  title: text(id, id),
  steps,
  ...more,
});

/** What a whole process has and the small recipe has not: conditions, a repetition, a sample, an activity, in-use time. */
export const PROCESS_RECIPE: Recipe = {
  ...SMALL_RECIPE,
  code: 'PROC',
  materials: [{ code: 'MEDIUM', title: text('Medium', 'Medium'), inUse: '36 h' }],
  release: {
    reference: 'Invented for tests',
    pending: [
      { id: 'sterility', title: text('Sterility', 'Steriliteit'), due: '14 d', reference: 'Ph. Eur. 2.6.1' },
      { id: 'mycoplasma', title: text('Mycoplasma', 'Mycoplasma'), due: '7 d', reference: 'Ph. Eur. 2.6.7' },
    ],
  },
  procedure: [
    {
      id: 'run',
      title: text('Run', 'Run'),
      operations: [
        operation('intake', INTAKE, { day: 0 }),
        operation('rescue', RESCUE, { when: { formula: 'viability < 85 [%]' } }),
        operation('feeding', FEEDING, { day: 1, repeat: { first: 1, times: 3, every: '1 d' } }),
        operation('extension', EXTENSION, { when: { step: 'route', is: ['long'] } }),
        operation('finish', FINISH, { after: ['feeding', 'extension'] }),
      ],
    },
  ],
};

export const startedProcess = (): BatchFixture => startedBatch(PROCESS_RECIPE);
export const sampleLabel = (step: string): StepAnswer => ({
  kind: 'sample',
  read: `SMP/B-26-001/${step.toUpperCase()}`,
  byHand: false,
});

/** Each day opens a container of its own; the third day has one of the next lot. */
const mediumLabel = (step: string): StepAnswer => scan(`LOT/MEDIUM/TM-${step === 'medium-3' ? '2' : '1'}`);

const CORRECT_ANSWERS: Readonly<Record<string, (step: string, batch: BatchFixture) => StepAnswer>> = {
  viability: () => entry('95'),
  route: () => choice('short'),
  activate: () => entry('10'),
  rested: () => entry('90'),
  medium: mediumLabel,
  glucose: () => entry('5'),
  boost: () => entry('2'),
  sample: sampleLabel,
  extend: () => entry('10'),
  wash: (_step, batch) => ({ kind: 'activity', value: ACTIVITY, sourceTime: batch.now() }),
  count: () => entry('90'),
  close: () => choice('tight'),
};

/** The answer a careful person gives to a step of the process. */
export const correctAnswer = (batch: BatchFixture, step: string): StepAnswer =>
  CORRECT_ANSWERS[step.split('-')[0] ?? '']?.(step, batch) ?? INSTRUCTION_ANSWER;

/** What is known beside the batch when a step of the process is answered. */
export function factsForAnswer(batch: BatchFixture, answer: StepAnswer): Partial<BatchFacts> {
  const lotNumber = answer.kind === 'scan' ? (answer.read.split('/')[2] ?? '') : '';
  const lot = { ...LOT, lot: `0190-${lotNumber}` as LotId, lotNumber };
  return { scanned: { lot }, reading: activityReadingAt(batch.now(), ACTIVITY) };
}

/** Does a step rightly, unless another answer is given; by the person whose role it asks. */
export const performCorrectly = (
  batch: BatchFixture,
  step: string,
  answer: StepAnswer = correctAnswer(batch, step),
): BatchFixture => {
  const by = step === 'count' ? QIM : ANNA;
  return batch.given(perform(step, answer, { by }), { by, facts: factsForAnswer(batch, answer) });
};

/** Every step up to and without the one that is named, done rightly, and its window open. */
export function performedUpTo(step: string, batch: BatchFixture = startedBatch(PROCESS_RECIPE)): BatchFixture {
  for (const { id } of allSteps(PROCESS_RECIPE)) {
    if (id === 'medium-2' || id === 'medium-3') batch.advance(24 * HOUR);
    if (id === step) return batch;
    if (batch.state().steps.has(id)) continue;
    performCorrectly(batch, id);
    if (id === 'route') batch.given(witness('route'));
  }
  return batch;
}
