import { describe, expect, test } from '@jest/globals';
import {
  activatedBatch,
  check,
  clearedBatch,
  finishedBatch,
  perform,
  reviewedBatch,
  witness,
} from '../../../test-fixtures/batch-commands.js';
import { HOUR, REASON, startedBatch, T0 } from '../../../test-fixtures/batch-fixture.js';
import { performCorrectly, PROCESS_RECIPE, performedUpTo } from '../../../test-fixtures/process-recipe.js';
import { SMALL_RECIPE } from '../../../test-fixtures/small-recipe.js';
import { predecessorsOf } from '../../recipe/order.js';
import { blockers, readinessByStep } from './readiness.js';
import type { Operation, Recipe, Step } from '../../recipe/recipe.js';
import { refusal } from '../../refusal.js';
import { later } from '../../time.js';

const step = (id: string, after?: readonly string[]): Step => ({
  id,
  kind: 'instruction',
  title: { en: id, nl: id },
  instruction: { en: id, nl: id },
  signature: 'none',
  irreversible: false,
  ...(after && { after }),
});
const operation = (id: string, steps: readonly Step[], after?: readonly string[]): Operation => ({
  id,
  title: { en: id, nl: id },
  steps,
  ...(after && { after }),
});
const recipe = (...units: readonly (readonly Operation[])[]): Recipe => ({
  ...SMALL_RECIPE,
  procedure: units.map((operations, index) => ({ id: `u${index}`, title: { en: '', nl: '' }, operations })),
});

describe('[INV-3] order', () => {
  test('without a word about order, steps follow one another, across operations and unit procedures', () => {
    const order = predecessorsOf(recipe([operation('a', [step('a1'), step('a2')])], [operation('b', [step('b1')])]));
    expect(Object.fromEntries(order)).toEqual({ a1: [], a2: ['a1'], b1: ['a2'] });
  });

  test('steps may run side by side; the next operation waits for every one of them', () => {
    const order = predecessorsOf(
      recipe([operation('a', [step('a1'), step('a2', ['a1']), step('a3', ['a1'])]), operation('b', [step('b1')])]),
    );
    expect(order.get('b1')).toEqual(['a2', 'a3']);
  });

  test('an operation may come after another one than the one before it', () => {
    const a = operation('a', [step('a1')]);
    const order = predecessorsOf(recipe([a, operation('b', [step('b1')]), operation('c', [step('c1')], ['a'])]));
    expect(order.get('c1')).toEqual(['a1']);
  });

  test('a step that names nobody still waits for the operation before its own', () => {
    const order = predecessorsOf(recipe([operation('a', [step('a1')]), operation('b', [step('b1'), step('b2', [])])]));
    expect(order.get('b2')).toEqual(['a1']);
  });
});

describe('readiness', () => {
  test('at the start only the first step is ready, and the others say what they wait for', () => {
    const ready = readinessByStep(SMALL_RECIPE, startedBatch().state(), T0);
    expect([...ready].filter(([, { status }]) => status === 'ready').map(([id]) => id)).toEqual(['clearance']);
    expect(ready.get('medium')).toEqual({ status: 'locked', waitsFor: ['clearance'] });
  });

  test('a step waits for its witness, and whatever follows waits with it', () => {
    const batch = startedBatch().given(perform('clearance', check('empty')));
    const ready = readinessByStep(SMALL_RECIPE, batch.state(), T0);
    expect(ready.get('clearance')?.status).toBe('awaiting_witness');
    expect(ready.get('identity')?.status).toBe('locked');
  });

  test('steps side by side are ready together', () => {
    const ready = readinessByStep(SMALL_RECIPE, clearedBatch(startedBatch()).state(), T0);
    expect(['identity', 'medium', 'device'].map((id) => ready.get(id)?.status)).toEqual(['ready', 'ready', 'ready']);
  });

  test('a window shows when it opens and closes as soon as its anchor is set', () => {
    const ready = readinessByStep(SMALL_RECIPE, activatedBatch(startedBatch()).state(), T0).get('transduce');
    expect(ready).toEqual({
      status: 'locked',
      waitsFor: ['label', 'temperature'],
      opensAt: later(T0, 18 * HOUR),
      closesAt: later(T0, 28 * HOUR),
    });
  });

  test('two hundred steps, many with a window, are looked at in an instant', () => {
    const many = JSON.parse(JSON.stringify(PROCESS_RECIPE), (key, value: unknown) =>
      key === 'repeat' ? { first: 1, times: 47, every: '1 h' } : value,
    ) as Recipe;
    const state = performedUpTo('glucose-2', startedBatch(many)).state();
    // The best of three: what is measured is the rule, not whatever else this machine does.
    const took = [1, 2, 3].map(() => {
      const began = Date.now();
      for (let round = 0; round < 20; round += 1) expect(readinessByStep(many, state, T0).size).toBe(198);
      return Date.now() - began;
    });
    expect(Math.min(...took)).toBeLessThan(100);
  });

  test('a step that does not apply is settled: what waits for it goes on', () => {
    const state = performedUpTo('medium-1').state();
    const ready = readinessByStep(PROCESS_RECIPE, state, T0);
    expect(['rest', 'rested', 'medium-1'].map((id) => ready.get(id)?.status)).toEqual([
      'not_applicable',
      'not_applicable',
      'ready',
    ]);
  });

  test('a window whose anchor is never set, because its step does not apply, keeps nothing locked', () => {
    const [intake, ...rest] = PROCESS_RECIPE.procedure[0]?.operations ?? [];
    const steps = intake?.steps.map((one) =>
      one.id === 'activate' ? { ...one, when: { formula: 'viability < 0 [%]' } } : one,
    );
    const never = recipe([{ ...operation('intake', steps ?? []) }, ...rest]);
    const batch = performCorrectly(performCorrectly(startedBatch(never), 'viability'), 'route').given(witness('route'));
    expect(batch.state().steps.get('activate')?.status).toBe('not_applicable');
    expect(readinessByStep(never, batch.state(), T0).get('medium-1')).toEqual({ status: 'ready', waitsFor: [] });
  });

  test('a step whose anchor is not set yet waits for the step that sets it', () => {
    expect(readinessByStep(SMALL_RECIPE, startedBatch().state(), T0).get('transduce')?.waitsFor).toContain('activate');
  });
});

describe('blockers', () => {
  test('a batch at its start has every step in the way of finishing', () => {
    const { finish } = blockers(SMALL_RECIPE, startedBatch().state(), 'nl');
    expect(finish).toEqual([refusal('STEPS_OPEN', { count: '10', first: 'Controleer de ruimte' })]);
  });

  test('a finished batch waits for nothing but the review', () => {
    const state = finishedBatch(startedBatch()).state();
    expect(blockers(SMALL_RECIPE, state)).toMatchObject({ review: [], certify: [{ refused: 'BATCH_STATUS' }] });
  });

  test('hold and open exceptions are all listed', () => {
    const batch = reviewedBatch(startedBatch())
      .given({ type: 'ReportDevice', class: 'data_gap', severity: 'minor', deviation: {} })
      .given({ type: 'HoldBatch', reason: REASON });
    expect(blockers(SMALL_RECIPE, batch.state()).certify.map(({ refused }) => refused)).toEqual([
      'HOLD_NOT_LIFTED',
      'EXCEPTIONS_OPEN',
    ]);
  });
});
