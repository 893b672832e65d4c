import { describe, expect, test } from '@jest/globals';
import { SMALL_RECIPE } from '../../test-fixtures/small-recipe.js';
import { expandedOperations } from './expand.js';
import { allSteps } from './recipe-index.js';
import { predecessorsOf } from './order.js';
import type { Operation, Recipe, Step } from './recipe.js';
import type { CalculationStep } from '../step-kind/calculation.js';
import type { EntryStep } from '../step-kind/entry.js';

const text = (words: string) => ({ en: words, nl: words });
const common = { signature: 'none', irreversible: false } as const;
const parameter = (id: string) => ({
  id,
  title: text(`${id} on day {n}`),
  unit: 'mmol/L' as const,
  decimals: 1,
  source: 'manual' as const,
  criticality: 'KPP' as const,
  limits: {},
  blind: false,
  reference: 'Test of repetitions',
});

const glucose: EntryStep = {
  ...common,
  id: 'glucose',
  kind: 'entry',
  title: text('Glucose, day {n}'),
  instruction: text('Measure the glucose of day {n}.'),
  parameter: parameter('glucose'),
  window: { from: 'activation', opens: '5 d', closes: '138 h' },
};
const fall: CalculationStep = {
  ...common,
  id: 'fall',
  kind: 'calculation',
  title: text('Fall of glucose'),
  instruction: text('Look at the fall of day {n}.'),
  formula: 'start - glucose + 0 [mmol/L]',
  examples: [{ given: { start: '20', glucose: '8' }, gives: '12.0' }],
  parameter: { ...parameter('fall'), source: 'calculated' },
};
const decide: Step = {
  ...common,
  id: 'decide',
  kind: 'instruction',
  title: text('Feed more'),
  instruction: text('Feed more on day {n}.'),
  after: ['glucose'],
  when: { formula: 'glucose < 4 [mmol/L]' },
};
const exchange: Step = {
  ...common,
  id: 'exchange',
  kind: 'activity',
  title: text('Exchange'),
  instruction: text('Await the exchange of day {n}.'),
  activity: 'Exchange day {n}',
  after: ['glucose'],
};
const feeding: Operation = {
  id: 'feeding',
  title: text('Day {n}'),
  day: 6,
  repeat: { first: 6, times: 3, every: '1 d' },
  steps: [glucose, fall, decide, exchange],
};
const harvest: Operation = {
  id: 'harvest',
  title: text('Harvest'),
  after: ['feeding'],
  steps: [
    {
      ...common,
      id: 'bag',
      kind: 'instruction',
      title: text('Bag'),
      instruction: text('Take the bag.'),
      after: ['fall'],
    },
  ],
};
const recipe: Recipe = {
  ...SMALL_RECIPE,
  procedure: [...SMALL_RECIPE.procedure, { id: 'days', title: text('Days'), operations: [feeding, harvest] }],
};
const step = (id: string): Step => {
  const found = allSteps(recipe).find((one) => one.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

describe('a repetition stands as often as it is done', () => {
  test('each time with ids, days and words of its own', () => {
    const repeated = expandedOperations(recipe).filter(({ operation }) => operation.id.startsWith('feeding'));
    expect(repeated.map(({ operation: { id, day, title } }) => [id, day, title.en])).toEqual([
      ['feeding-6', 6, 'Day 6'],
      ['feeding-7', 7, 'Day 7'],
      ['feeding-8', 8, 'Day 8'],
    ]);
    expect(step('glucose-7')).toMatchObject({
      instruction: { en: 'Measure the glucose of day 7.' },
      parameter: { id: 'glucose_7', title: { nl: 'glucose on day 7' } },
    });
  });

  test('each time the device is awaited to show the activity of that day', () => {
    expect([6, 7, 8].map((day) => step(`exchange-${day}`))).toMatchObject([
      { activity: 'Exchange day 6' },
      { activity: 'Exchange day 7' },
      { activity: 'Exchange day 8' },
    ]);
  });

  test('its windows move on by the interval', () => {
    expect(['glucose-6', 'glucose-8'].map((id) => step(id).window)).toEqual([
      { from: 'activation', opens: '7200 min', closes: '8280 min' },
      { from: 'activation', opens: '10080 min', closes: '11160 min' },
    ]);
  });

  test.each([
    ['2 d', [6, 8, 10]],
    ['12 h', [6, 6, 7]],
    ['36 h', [6, 7, 9]],
  ])('its day moves on with them, every %s', (every, days) => {
    const often: Recipe = {
      ...recipe,
      procedure: recipe.procedure.map((unit) => ({
        ...unit,
        operations: unit.operations.map((one) => (one.repeat ? { ...one, repeat: { ...one.repeat, every } } : one)),
      })),
    };
    const repeated = expandedOperations(often).filter(({ operation }) => operation.id.startsWith('feeding'));
    expect(repeated.map(({ operation }) => operation.day)).toEqual(days);
  });

  test('a formula means the figures of the same time, and leaves units and others alone', () => {
    expect(step('fall-8')).toMatchObject({
      formula: 'start - glucose_8 + 0 [mmol/L]',
      examples: [{ given: { start: '20', glucose_8: '8' }, gives: '12.0' }],
    });
    expect(step('decide-7').when).toEqual({ formula: 'glucose_7 < 4 [mmol/L]' });
  });

  test('[INV-3] each time waits for the time before, and others wait for the last', () => {
    const order = predecessorsOf(recipe);
    expect(order.get('glucose-7')).toEqual(['fall-6', 'decide-6', 'exchange-6']);
    expect(order.get('decide-7')).toEqual(['glucose-7']);
    expect(order.get('bag')).toEqual(['fall-8']);
  });

  test('the author finds every time at the one place where it is written', () => {
    const paths = expandedOperations(recipe)
      .filter(({ operation }) => operation.id.startsWith('feeding'))
      .map(({ path }) => path);
    expect(new Set(paths).size).toBe(1);
  });
});
