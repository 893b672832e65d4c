import { describe, expect, test } from '@jest/globals';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';
import { checkRecipe, STEPS_MAX } from './check-recipe.js';
import { allSteps, stepOf } from '../recipe-index.js';
import type { Recipe } from '../recipe.js';

type Change = Readonly<Record<string, unknown>>;

/** The small recipe with one thing about one step, operation or item changed; undefined takes a thing away. */
const changed = (id: string, change: Change): Recipe =>
  JSON.parse(JSON.stringify(SMALL_RECIPE), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'id' in value && value.id === id ? { ...value, ...change } : value,
  ) as Recipe;

const faults = (recipe: Recipe): readonly string[] => checkRecipe(recipe).map(({ path, en }) => `${path}: ${en}`);
const parameter = (change: Change): Change => {
  const step = stepOf(SMALL_RECIPE, 'viability');
  return step && 'parameter' in step ? { parameter: { ...step.parameter, ...change } } : {};
};
const limits = (value: Change): Change => parameter({ limits: value });
const calculation = (formula: string, unit = '%'): Change => ({
  kind: 'calculation',
  formula,
  examples: [],
  parameter: { ...(parameter({ id: 'c', unit, source: 'calculated', limits: {} })['parameter'] as object) },
});
const OPTION = { id: 'a', title: { en: 'A', nl: 'A' } };
const ITEM = { id: 'bench', title: { en: 'Bench', nl: 'Werkblad' } };
const tick = (en: string, nl: string) => ({ id: 'x', title: { en, nl } });

test('the small recipe has no faults', () => {
  expect(faults(SMALL_RECIPE)).toEqual([]);
});

describe('a recipe that cannot be run is refused with the place and the reason', () => {
  test.each<[string, string, Change, RegExp]>([
    ['two steps of one name', 'medium', { id: 'identity' }, /steps\/2\/id: "identity" is used twice/],
    ['two parameters of one name', 'temperature', parameter({}), /parameter\/id: "viability" is used twice/],
    ['a parameter formulas cannot name', 'viability', parameter({ id: '1x' }), /cannot stand in a formula/],
    ['waiting for nobody', 'medium', { after: ['ghost'] }, /after\/0: There is no "ghost"/],
    ['waiting for itself', 'medium', { after: ['medium'] }, /"medium" waits for itself/],
    ['waiting in a circle', 'clearance', { after: ['identity'] }, /"clearance" can never begin/],
    ['an operation in a circle', 'preparation', { after: ['culture'] }, /can never begin/],
    ['an operation after nobody', 'culture', { after: ['ghost'] }, /operations\/1\/after\/0: There is no "ghost"/],
    ['an anchor nobody declared', 'label', { sets: 'thaw' }, /There is no anchor "thaw"/],
    ['an anchor set twice', 'label', { sets: 'activation' }, /is set by an earlier step already/],
    ['an anchor nobody sets', 'activate', { sets: undefined }, /No step sets anchor "activation"/],
    [
      'a window from an anchor that may not be set yet',
      'viability',
      { window: { from: 'activation', opens: '1 h', closes: '2 h' } },
      /need not be done before this step/,
    ],
    [
      'a window that closes first',
      'transduce',
      { window: { from: 'activation', opens: '3 h', closes: '2 h' } },
      /closes before it opens/,
    ],
    [
      'a window in no unit',
      'transduce',
      { window: { from: 'activation', opens: '3 weeks', closes: '2 h' } },
      /"3 weeks" is not a duration/,
    ],
    ['a maximum below the minimum', 'label', { max: '20 min' }, /must be longer than the minimum/],
    ['a time that is none', 'label', { min: 'long' }, /"long" is not a duration/],
    ['an unknown unit', 'viability', parameter({ unit: 'percent' }), /Unit "percent" is not known/],
    [
      'a limit that is no decimal',
      'viability',
      limits({ alert: { low: '9,0' } }),
      /alert\/low: "9,0" is not a decimal/,
    ],
    ['a limit finer than the value', 'viability', limits({ alert: { low: '9.05' } }), /more decimals than the value/],
    ['a lower limit above the upper', 'viability', limits({ alert: { low: '9', high: '8' } }), /above the upper one/],
    [
      'an action limit inside alert',
      'viability',
      limits({ alert: { low: '80' }, action: { low: '90' } }),
      /action: The limits of "action" must lie outside those of "alert"/,
    ],
    [
      'a hard limit inside action',
      'viability',
      limits({ action: { low: '80' }, stop: { low: '80', high: '90' } }),
      /limits of "stop" must lie outside/,
    ],
    [
      'a target outside alert',
      'viability',
      limits({ target: '70', alert: { low: '80' } }),
      /outside those of "target"/,
    ],
    ['three decimals by hand', 'viability', parameter({ decimals: 3 }), /at most 2 decimals/],
    [
      'a source that does not fit',
      'viability',
      parameter({ source: 'device' }),
      /has source manual, laboratory, not device/,
    ],
    ['a signal without a number', 'temperature', { signal: 'lidClosed' }, /is not a signal with a number/],
    ['a signal nobody knows', 'temperature', { signal: 'toString' }, /is not a signal with a number/],
    ['a signal in another unit', 'temperature', { signal: 'co2Actual' }, /must be in the same unit/],
    ['a formula nobody can read', 'appearance', calculation('viability +'), /formula: .*\(at character \d+\)/],
    ['a formula of unlike units', 'appearance', calculation('viability * temperature'), /formula: .*at character/],
    ['a formula with an unknown name', 'appearance', calculation('ghost'), /formula: .*ghost/],
    ['a formula of a later value', 'device', calculation('viability'), /"viability" need not be recorded before/],
    ['a choice of one', 'appearance', { options: [OPTION] }, /at least two options/],
    [
      'a choice of nothing but deviations',
      'appearance',
      {
        options: [
          { ...OPTION, deviates: 'minor' },
          { ...OPTION, id: 'b', deviates: 'major' },
        ],
      },
      /One option must be what is expected/,
    ],
    ['an item that expects what it does not offer', 'bench', { expected: 'gone' }, /"gone" is not one of the states/],
    [
      'a bare tick',
      'bench',
      { states: [tick('OK', 'Schoon'), { ...tick('dirty', 'vuil'), id: 'y' }], expected: 'x' },
      /"OK" is a bare tick/,
    ],
    [
      'an item with one state',
      'bench',
      { states: [tick('clean', 'schoon')], expected: 'x' },
      /An item with one state is a bare tick/,
    ],
    [
      'two states of one name',
      'bench',
      { states: [tick('clean', 'schoon'), tick('dirty', 'vuil')], expected: 'x' },
      /"x" is used twice/,
    ],
    ['a lot of no material', 'medium', { of: 'WATER' }, /"WATER" is not one/],
    ['a patient of a kind', 'identity', { of: 'child' }, /leave "of" out/],
    [
      '[T10] 26 words',
      'identity',
      { instruction: { en: 'word '.repeat(26), nl: 'woord' } },
      /instruction\/en: The instruction has 26 words/,
    ],
  ])('%s', (_what, id, change, sentence) => {
    expect(faults(changed(id, change))).toContainEqual(expect.stringMatching(sentence));
  });

  test('every fault is said in Dutch too', () => {
    const found = checkRecipe(
      changed('viability', {
        ...limits({ alert: { low: '9', high: '8' } }),
        instruction: { en: 'x', nl: 'woord '.repeat(30) },
      }),
    );
    expect(found.map(({ nl }) => nl)).toEqual([
      'De ondergrens ligt boven de bovengrens.',
      'De instructie heeft 30 woorden; hoogstens 25. Splits de stap.',
    ]);
    expect(ITEM.title.nl).toBe('Werkblad');
  });

  test('more than 25 signatures and people stop reading what they sign', () => {
    const steps = Array.from({ length: 13 }, (_, n) => ({
      ...allSteps(SMALL_RECIPE)[0],
      id: `s${n}`,
      after: undefined,
    }));
    const [found] = faults(
      changed('preparation', {
        steps: [...steps, ...allSteps(SMALL_RECIPE).slice(1, 4)].map((step) => ({ ...step, after: undefined })),
      }),
    );
    expect(found).toMatch(/asks for 27 signatures; at most 25/);
  });

  test('a recipe without steps, or with a thousand and one, is none', () => {
    const many = Array.from({ length: STEPS_MAX }, (_, n) => ({ ...allSteps(SMALL_RECIPE)[5], id: `s${n}` }));
    expect(faults(changed('preparation', { steps: many }))).toEqual([
      expect.stringContaining('A recipe has 1 to 1000 steps'),
    ]);
    expect(faults({ ...SMALL_RECIPE, procedure: [] })).toEqual([expect.stringContaining('this one has 0')]);
  });

  test('the longest recipe is checked in an instant', () => {
    const many = Array.from({ length: STEPS_MAX - 6 }, (_, n) => ({
      ...allSteps(SMALL_RECIPE)[0],
      id: `s${n}`,
      instruction: { en: `Look at bench ${n}.`, nl: `Bekijk werkblad ${n}.` },
      signature: 'none',
    }));
    const recipe = changed('preparation', { steps: many });
    const began = Date.now();
    expect(faults(recipe)).toEqual([]);
    expect(Date.now() - began).toBeLessThan(1_000);
  });
});
