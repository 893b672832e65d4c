import { describe, expect, test } from '@jest/globals';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';
import { checkRecipe } from './check-recipe.js';
import { CONDITIONS_MAX } from './check-conditions.js';
import { FORMULA_TEST_CASES_MAX } from './check-formula-test-cases.js';
import type { Recipe, Step } from '../recipe.js';
import type { Parameter } from '../../quantity/parameter.js';

type Change = Readonly<Record<string, unknown>>;

const text = (words: string) => ({ en: words, nl: `${words} (nl)` });
const plain = (id: string) => ({
  id,
  title: text(id),
  instruction: text(`Do ${id} with care.`),
  signature: 'none' as const,
  irreversible: false,
});
const figure = (id: string, more: Partial<Parameter> = {}): Parameter => ({
  id,
  title: text(id),
  unit: 'mmol/L',
  decimals: 1,
  source: 'manual',
  criticality: 'KPP',
  limits: {},
  blind: false,
  reference: 'Process for tests',
  ...more,
});
const calculated = (id: string): Parameter => figure(id, { source: 'calculated' });

/** A process with a choice of ways, a culture that is fed for three days, and a harvest that waits for all of it. */
const PREPARATION: readonly Step[] = [
  { ...plain('start'), kind: 'instruction', sets: 'activation' },
  { ...plain('glucose-start'), kind: 'entry', parameter: figure('glucose_start', { measures: 'culture.glucose' }) },
  {
    ...plain('thawed'),
    kind: 'choice',
    options: [
      { id: 'fresh', title: text('fresh') },
      { id: 'thawed', title: text('thawed') },
      { id: 'unclear', title: text('unclear'), deviates: 'major' },
    ],
  },
  { ...plain('rest'), kind: 'timer', min: '2 h', when: { step: 'thawed', is: ['thawed'] } },
  {
    ...plain('after-thaw'),
    kind: 'entry',
    parameter: figure('after_thaw'),
    when: { step: 'thawed', is: ['thawed'] },
  },
  {
    ...plain('loss'),
    kind: 'calculation',
    formula: 'glucose_start - after_thaw',
    examples: [{ given: { glucose_start: '11.0', after_thaw: '8.5' }, gives: '2.5' }],
    parameter: calculated('loss'),
    when: { step: 'thawed', is: ['thawed'] },
  },
];
const FEEDING: readonly Step[] = [
  {
    ...plain('glucose'),
    kind: 'entry',
    parameter: figure('glucose'),
    window: { from: 'activation', opens: '20 h', closes: '28 h' },
  },
  {
    ...plain('fall'),
    kind: 'calculation',
    formula: 'glucose_start - glucose',
    examples: [{ given: { glucose_start: '11.0', glucose: '4.0' }, gives: '7.0' }],
    parameter: calculated('fall'),
  },
  { ...plain('feed'), kind: 'activity', activity: 'Feed {n}', when: { formula: 'glucose < 5 [mmol/L]' } },
  { ...plain('settle'), kind: 'timer', min: '1 h', when: { formula: 'glucose < 5 [mmol/L]' } },
];
const HARVEST: readonly Step[] = [
  {
    ...plain('open-bag'),
    kind: 'scan',
    scans: 'lot',
    of: 'BAG',
    opens: true,
    window: { from: 'activation', opens: '72 h', closes: '80 h' },
  },
  {
    ...plain('sample'),
    kind: 'sample',
    performer: 'qc_analyst',
    container: text('tube'),
    tests: [
      { id: 'sterility', title: text('sterility') },
      { id: 'count', title: text('count') },
    ],
  },
];
const PROCESS: Recipe = {
  ...SMALL_RECIPE,
  materials: [
    { code: 'BAG', title: text('bag'), inUse: '48 h' },
    { code: 'WATER', title: text('water') },
  ],
  release: {
    reference: 'Process for tests',
    pending: [{ id: 'sterility-result', title: text('sterility'), due: '14 d', reference: 'Process for tests' }],
  },
  procedure: [
    {
      id: 'run',
      title: text('run'),
      operations: [
        { id: 'preparation', title: text('preparation'), day: 0, steps: PREPARATION },
        {
          id: 'feeding',
          title: text('day {n}'),
          day: 1,
          repeat: { first: 1, times: 3, every: '1 d' },
          steps: FEEDING,
        },
        { id: 'harvest', title: text('harvest'), day: 3, steps: HARVEST },
      ],
    },
  ],
};

/** The process with one thing about one step, operation or material changed. */
const changed = (id: string, change: Change): Recipe =>
  JSON.parse(JSON.stringify(PROCESS), (_key, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    (('id' in value && value.id === id) || ('code' in value && value.code === id && !('format' in value)))
      ? { ...value, ...change }
      : value,
  ) as Recipe;
const faults = (recipe: Recipe): readonly string[] => checkRecipe(recipe).map(({ path, en }) => `${path}: ${en}`);
const when = (formula: string): Change => ({ when: { formula } });
const chosen = (step: string, ...is: readonly string[]): Change => ({ when: { step, is } });
const example = (given: Change, gives: string): Change => ({ examples: [{ given, gives }] });
const RIGHT = { glucose_start: '11.0', glucose: '4.0' };

test('a process with conditions, a repetition, samples and activities has no faults', () => {
  expect(faults(PROCESS)).toEqual([]);
});

test.each(['glucose_start', 'after_thaw', 'loss', 'glucose', 'fall'])(
  '[S29] a unit of "%s" that does not exist is named where it is written, whatever is calculated or decided with it',
  (id) => {
    expect(faults(changed(id, { unit: 'mmol', measures: undefined }))).toEqual([
      expect.stringMatching(/\/parameter\/unit: Unit "mmol" is not known here\.$/),
    ]);
  },
);

describe('a process that cannot be carried out is refused once, where it is written', () => {
  test.each<[string, string, Change, unknown]>([
    [
      'a condition nobody can read',
      'rest',
      when('glucose_start <'),
      [expect.stringMatching(/steps\/3\/when\/formula: .*\(at character \d+\)/)],
    ],
    [
      'a condition that is a quantity',
      'rest',
      when('glucose_start'),
      [
        '/procedure/0/operations/0/steps/3/when/formula: A condition asks yes or no, and this is a quantity. Compare it: "viability < 85 [%]".',
      ],
    ],
    [
      'a condition of unlike units',
      'rest',
      when('glucose_start < 5 [mL]'),
      [expect.stringMatching(/when\/formula: .* do not mix/)],
    ],
    [
      'a condition that is always the same',
      'rest',
      when('1 < 2'),
      [
        '/procedure/0/operations/0/steps/3/when/formula: This condition names no recorded value, so its answer is always the same.',
      ],
    ],
    [
      'a condition on a later value',
      'rest',
      when('after_thaw < 5 [mmol/L]'),
      ['/procedure/0/operations/0/steps/3/when/formula: "after_thaw" need not be recorded before this step.'],
    ],
    [
      'a choice nobody makes',
      'rest',
      chosen('ghost', 'a'),
      ['/procedure/0/operations/0/steps/3/when/step: There is no choice step "ghost".'],
    ],
    [
      'a choice of what is no choice',
      'rest',
      chosen('start', 'a'),
      ['/procedure/0/operations/0/steps/3/when/step: There is no choice step "start".'],
    ],
    [
      'an option that is not offered',
      'rest',
      chosen('thawed', 'thawed', 'frozen'),
      ['/procedure/0/operations/0/steps/3/when/is/1: Step "thawed" does not offer "frozen".'],
    ],
    [
      'a choice in which everything counts',
      'rest',
      chosen('thawed', 'thawed', 'fresh', 'unclear'),
      ['/procedure/0/operations/0/steps/3/when/is: Every option counts, so nothing is asked.'],
    ],
    [
      'a choice that is made later',
      'glucose-start',
      chosen('thawed', 'thawed'),
      expect.arrayContaining([
        '/procedure/0/operations/0/steps/1/when/step: Step "thawed" need not be done before this step.',
      ]),
    ],
    [
      'conditions that exclude each other',
      'feed',
      when('glucose < 5 [mmol/L] and glucose >= 5 [mmol/L]'),
      ['/procedure/0/operations/1/steps/2/when: Step "feed-1" can never be done: its conditions exclude each other.'],
    ],
    [
      'a condition on a value of another way',
      'loss',
      chosen('thawed', 'fresh'),
      [
        '/procedure/0/operations/0/steps/5/formula: "after_thaw" is recorded only under a condition that need not hold here. Give this step the same condition.',
      ],
    ],
    [
      'a calculation without the condition of its value',
      'loss',
      { when: undefined },
      [
        '/procedure/0/operations/0/steps/5/formula: "after_thaw" is recorded only under a condition that need not hold here. Give this step the same condition.',
      ],
    ],
    [
      'a window from an anchor that may never be set',
      'start',
      { ...chosen('thawed', 'thawed'), after: ['thawed'] },
      expect.arrayContaining([
        '/procedure/0/operations/1/steps/0/window/from: Step "start" sets "activation" but need not be done before this step.',
      ]),
    ],
    [
      'an anchor inside a repetition',
      'settle',
      { sets: 'feeding' },
      expect.arrayContaining([
        '/procedure/0/operations/1/steps/3/sets: Anchor "feeding" would be set again each time; set it outside the repetition.',
      ]),
    ],
    [
      'a repetition that is none',
      'feeding',
      { repeat: { first: 1, times: 0, every: '1 d' } },
      ['/procedure/0/operations/1/repeat/times: An operation is repeated 1 to 60 times.'],
    ],
    [
      'a repetition without an interval',
      'feeding',
      { repeat: { first: 1, times: 3, every: '0 h' } },
      expect.arrayContaining([
        '/procedure/0/operations/1/repeat/every: "0 h" is no time between two repetitions. Write a number and s, min, h or d: "1 d".',
      ]),
    ],
    [
      'an id without room for its number',
      'settle',
      { id: `s${'e'.repeat(38)}` },
      [
        `/procedure/0/operations/1/steps/3/id: "s${'e'.repeat(38)}" is repeated and gets a number behind it: at most 38 characters.`,
      ],
    ],
    [
      'a number where nothing is repeated',
      'rest',
      { title: text('day {n}') },
      [
        expect.stringMatching(/steps\/3\/title\/en: Here \{n\} gets no number/),
        expect.stringMatching(/steps\/3\/title\/nl: Here \{n\} gets no number/),
      ],
    ],
    [
      'a window that a waiting time closes',
      'settle',
      { min: '30 h', when: undefined },
      [
        '/procedure/0/operations/1/steps/0/window: This window cannot be met: it closes 76 h after "Activation", and step "settle-2" is not done before 80 h: 4 h too late.',
        '/procedure/0/operations/2/steps/0/window: This window cannot be met: it closes 80 h after "Activation", and step "settle-3" is not done before 106 h: 26 h too late.',
      ],
    ],
    [
      'a window that a waiting time closes when its condition holds',
      'rest',
      { min: '28.5 h' },
      [
        '/procedure/0/operations/1/steps/0/window: This window cannot be met: it closes 28 h after "Activation", and step "rest" is not done before 28 h 30 min: 30 min too late.',
      ],
    ],
    [
      'a window behind a window that opens later',
      'open-bag',
      { window: { from: 'activation', opens: '20 h', closes: '60 h' } },
      [
        '/procedure/0/operations/2/steps/0/window: This window cannot be met: it closes 60 h after "Activation", and step "glucose-3" is not done before 68 h: 8 h too late.',
      ],
    ],
    [
      'a day before the day it waits for',
      'harvest',
      { day: 2 },
      ['/procedure/0/operations/2/day: Planned on day 2, but it waits for "feeding-3", planned on day 3.'],
    ],
    [
      'a calculation nobody worked out',
      'fall',
      { examples: [] },
      ['/procedure/0/operations/1/steps/1/examples: Give at least one test case: { given: { … }, gives: … }.'],
    ],
    [
      'an example that does not come out',
      'fall',
      example(RIGHT, '7.1'),
      ['/procedure/0/operations/1/steps/1/examples/0/gives: With these figures 7.0 mmol/L comes out, not 7.1 mmol/L.'],
    ],
    [
      'an example less precise than the record',
      'fall',
      example(RIGHT, '7'),
      ['/procedure/0/operations/1/steps/1/examples/0/gives: Write the result as it will be recorded, with 1 decimals.'],
    ],
    [
      'an example without a figure',
      'fall',
      example({ glucose_start: '11.0' }, '7.0'),
      ['/procedure/0/operations/1/steps/1/examples/0/given: The formula needs "glucose_1" as well.'],
    ],
    [
      'an example with a figure too many',
      'fall',
      example({ ...RIGHT, toString: '1' }, '7.0'),
      ['/procedure/0/operations/1/steps/1/examples/0/given: The formula does not use "toString".'],
    ],
    [
      'an example that is no number',
      'fall',
      example({ ...RIGHT, glucose: '4,0' }, '7.0'),
      ['/procedure/0/operations/1/steps/1/examples/0/given: "4,0" is not a decimal. Write digits and a point: "92.5".'],
    ],
    [
      'an example that divides by zero',
      'fall',
      {
        formula: 'glucose_start / glucose * 1 [mmol/L]',
        ...example({ ...RIGHT, glucose: '0' }, '7.0'),
      },
      ['/procedure/0/operations/1/steps/1/examples/0: Here something is divided by zero. (at character 15)'],
    ],
    [
      'a measurand in another unit',
      'glucose-start',
      { parameter: figure('glucose_start', { measures: 'culture.viability' }) },
      [
        '/procedure/0/operations/0/steps/1/parameter/unit: "culture.viability" is measured in %; the parameter must be in the same unit.',
      ],
    ],
    [
      'a measurand nobody knows',
      'glucose-start',
      { parameter: figure('glucose_start', { measures: 'toString' as 'culture.ph' }) },
      ['/procedure/0/operations/0/steps/1/parameter/measures: "toString" is not a known measurand.'],
    ],
    [
      'a figure from nowhere',
      'glucose-start',
      { parameter: figure('glucose_start', { reference: 'n/a' }) },
      [
        '/procedure/0/operations/0/steps/1/parameter/reference: Give the source of the figures of "glucose_start": an article, a guideline, a qualification of your own.',
      ],
    ],
    [
      'a sample for nothing',
      'sample',
      { tests: [] },
      ['/procedure/0/operations/2/steps/1/tests: A sample is taken for at least one test.'],
    ],
    [
      'two tests of one name',
      'sample',
      { tests: [plain('count'), plain('count')] },
      ['/procedure/0/operations/2/steps/1/tests/1/id: "count" is used twice. Give each its own name.'],
    ],
    [
      'an activity with a space around it',
      'feed',
      { activity: ' Feed {n}' },
      [expect.stringMatching(/steps\/2\/activity: Write the activity as the device shows it/)],
    ],
    [
      'an activity awaited twice',
      'feed',
      { activity: 'Feed' },
      [
        '/procedure/0/operations/1/steps/2/activity: Step "feed-1" awaits "Feed" already; what the device shows once would answer both.',
      ],
    ],
    [
      'opening what has no in-use time',
      'open-bag',
      { of: 'WATER' },
      ['/procedure/0/operations/2/steps/0/opens: Only a lot of a material with an in-use time (inUse) is opened.'],
    ],
    [
      'an in-use time that no scan begins',
      'open-bag',
      { opens: undefined },
      [
        '/materials/0/inUse: No scan opens "BAG", so its in-use time never begins. Write "opens: true" at the scan that opens it.',
      ],
    ],
    [
      'an in-use time that is none',
      'BAG',
      { inUse: '0 h' },
      ['/materials/0/inUse: "0 h" is no time. Write a number above zero and s, min, h or d: "48 h".'],
    ],
    [
      'a pending test that is never due',
      'sterility-result',
      { due: 'soon' },
      ['/release/pending/0/due: "soon" is no time. Write a number above zero and s, min, h or d: "48 h".'],
    ],
    [
      'the same instruction for two acts',
      'sample',
      { instruction: text('Do  start with CARE.') },
      [
        '/procedure/0/operations/2/steps/1/instruction/en: Step "start" has the same instruction. State what differs, or repeat the operation.',
        '/procedure/0/operations/2/steps/1/instruction/nl: Step "start" has the same instruction. State what differs, or repeat the operation.',
      ],
    ],
  ])('%s', (_what, id, change, sentence) => {
    const found = checkRecipe(changed(id, change));
    expect(found.map(({ path, en }) => `${path}: ${en}`)).toEqual(sentence);
    for (const { en, nl } of found) expect(nl).not.toBe(en);
  });
});

describe('what is sound is let through', () => {
  test.each<[string, string, Change]>([
    ['a value that its own condition is about', 'loss', when('after_thaw > 1 [mmol/L]')],
    ['a value recorded on more ways than it is needed on', 'after-thaw', chosen('thawed', 'thawed', 'unclear')],
    ['a waiting time that still fits', 'settle', { min: '12 h' }],
    [
      'comparisons that leave one value between them',
      'feed',
      when('glucose <= 5 [mmol/L] and not (glucose < 5 [mmol/L])'),
    ],
    ['one of two that exclude each other', 'feed', when('glucose < 5 [mmol/L] or glucose >= 6 [mmol/L]')],
    ['no anchor moved by an earlier one', 'rest', { min: '28 h' }],
  ])('%s', (_what, id, change) => {
    expect(faults(changed(id, change))).toEqual([]);
  });

  test('waiting times on ways that exclude each other are never added up', () => {
    const [run] = PROCESS.procedure;
    const [preparation, ...others] = run?.operations ?? [];
    const cooling: Step = {
      ...plain('cool'),
      kind: 'timer',
      min: '15 h',
      ...{ when: { step: 'thawed', is: ['fresh'] } },
    };
    const steps = (preparation?.steps ?? []).map((step) => (step.id === 'rest' ? { ...step, min: '15 h' } : step));
    const both = {
      ...PROCESS,
      procedure: [{ ...run, operations: [{ ...preparation, steps: [...steps, cooling] }, ...others] }],
    };
    expect(faults(both as Recipe)).toEqual([]);
  });
});

describe('a recipe stays what people can review', () => {
  const withSteps = (steps: readonly Step[]): Recipe => {
    const [run] = PROCESS.procedure;
    const operation = { id: 'more', title: text('more'), steps };
    return {
      ...PROCESS,
      procedure: [{ id: 'run', title: text('run'), operations: [...(run?.operations ?? []), operation] }],
    };
  };
  const many = (count: number, step: (index: number) => Step): readonly Step[] =>
    Array.from({ length: count }, (_, index) => step(index));

  test('[T11] more than one bare tick in ten steps is refused', () => {
    const found = faults(withSteps(many(3, (index) => ({ ...plain(`tick-${index}`), kind: 'instruction' }))));
    expect(found).toEqual([
      '/procedure: 4 of 23 steps ask for nothing but a press; at most 10 %. Ask what is found, scan it, or read it from the device.',
    ]);
  });

  test('examples and conditions are counted before they are followed', () => {
    const examples = Array.from({ length: FORMULA_TEST_CASES_MAX + 1 }, () => ({ given: RIGHT, gives: '7.0' }));
    const crowded = changed('fall', { examples });
    expect(faults(crowded)).toEqual([
      `/procedure: The recipe has ${FORMULA_TEST_CASES_MAX + 2} test cases; at most ${FORMULA_TEST_CASES_MAX}.`,
    ]);
    const branching = withSteps(
      many(CONDITIONS_MAX, (index) => ({
        ...plain(`wait-${index}`),
        kind: 'timer',
        min: '1 min',
        when: { formula: `glucose_start < ${index + 1} [mmol/L]` },
      })),
    );
    expect(faults(branching)).toEqual([
      `/procedure: The recipe has ${CONDITIONS_MAX + 4} different conditions; at most ${CONDITIONS_MAX}.`,
    ]);
  });

  test('a repetition without end is counted, not written out', () => {
    const began = Date.now();
    const endless = changed('feeding', { repeat: { first: 1, times: 1_000_000_000, every: '1 d' } });
    expect(faults(endless)).toEqual([
      '/procedure/0/operations/1/repeat/times: An operation is repeated 1 to 60 times.',
      '/procedure: A recipe has 1 to 1000 steps; this one has 4000000008.',
    ]);
    expect(Date.now() - began).toBeLessThan(100);
  });
});
