import { describe, expect, test } from '@jest/globals';
import { readinessByStep } from '../state/readiness.js';
import { checkRecipe } from '../../recipe/check/check-recipe.js';
import { allSteps } from '../../recipe/recipe-index.js';
import type { Recipe, Step } from '../../recipe/recipe.js';
import { DONE, refusal } from '../../refusal.js';
import type { StepAnswer, BatchCommand } from '../command.js';
import type { BatchEvent } from '../event.js';
import { choice, INSTRUCTION_ANSWER, entry, perform, witness } from '../../../test-fixtures/batch-commands.js';
import { ANNA, HOUR, REASON, signed, startedBatch, type BatchFixture } from '../../../test-fixtures/batch-fixture.js';
import {
  startedProcess,
  performCorrectly,
  factsForAnswer,
  PROCESS_RECIPE,
  correctAnswer,
  performedUpTo,
} from '../../../test-fixtures/process-recipe.js';

const correct = (step: string, answer: StepAnswer): BatchCommand => ({
  type: 'CorrectStep',
  step,
  answer,
  reason: REASON,
  signature: signed(ANNA, 'performed'),
});
const notApplicable = (append: readonly BatchEvent[]) =>
  append.flatMap((event) => (event.type === 'StepNotApplicable' ? [[event.step, event.because]] : []));
const again = (append: readonly BatchEvent[]) =>
  append.flatMap((event) => (event.type === 'StepApplicableAgain' ? [[event.step, event.because]] : []));
const statusOf = (batch: BatchFixture, step: string) => batch.state().steps.get(step)?.status;
const readyOf = (batch: BatchFixture): readonly string[] =>
  [...readinessByStep(PROCESS_RECIPE, batch.state(), batch.now())].flatMap(([id, { status }]) =>
    status === 'ready' ? [id] : [],
  );

/** The route is the last step of the intake. */
const withoutActivation: Recipe = JSON.parse(JSON.stringify(PROCESS_RECIPE), (key, value: unknown) =>
  key === 'steps' && Array.isArray(value) ? (value as Step[]).filter(({ id }) => id !== 'activate') : value,
) as Recipe;

/** The extension waits for nothing but the rescue. */
const extensionAfterRescue: Recipe = JSON.parse(JSON.stringify(PROCESS_RECIPE), (_key, value: unknown) =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === 'extension'
    ? { ...value, after: ['rescue'] }
    : value,
) as Recipe;

/** Viability and route are recorded and witnessed; what remains of the intake is to activate. */
const chosen = (viability: string, route: 'short' | 'long'): BatchFixture =>
  performCorrectly(performCorrectly(startedProcess(), 'viability', entry(viability)), 'route', choice(route)).given(
    witness('route'),
  );
const activated = (viability = '95', route: 'short' | 'long' = 'short'): BatchFixture =>
  performCorrectly(chosen(viability, route), 'activate');
const fed = (batch: BatchFixture, day: number, glucose: string): BatchFixture =>
  ['medium', 'glucose', 'boost', 'sample'].reduce((so, step) => {
    const id = `${step}-${String(day)}`;
    if (statusOf(so, id)) return so;
    return performCorrectly(so, id, ...(step === 'glucose' ? [entry(glucose)] : []));
  }, batch);

/** Each day in its window, none of them asking for more glucose. */
function fedThreeDays(batch: BatchFixture): void {
  fed(batch, 1, '5');
  for (const day of [2, 3]) fed(batch.advance(24 * HOUR), day, '5');
}

test('the process recipe has no faults', () => {
  expect(checkRecipe(PROCESS_RECIPE)).toEqual([]);
  expect(allSteps(PROCESS_RECIPE)).toHaveLength(22);
});

describe('[INV-3] a step whose condition does not hold', () => {
  test('is settled in the same decision that settles what it waits for, with the figures it was decided on', () => {
    const batch = chosen('95', 'short');
    const { append, answer } = batch.when(perform('activate', entry('10')));
    expect(answer).toEqual(DONE);
    expect(notApplicable(append)).toEqual([
      ['rest', '95 % < 85 %: no'],
      ['rested', '95 % < 85 %: no'],
    ]);
    expect(batch.state().steps.get('rest')).toEqual({
      status: 'not_applicable',
      at: batch.now(),
      because: '95 % < 85 %: no',
    });
  });

  test('lets what waits for it go on', () => {
    expect(readyOf(activated())).toEqual(['medium-1']);
  });

  test('cannot be done, started or corrected, and says why', () => {
    const batch = activated();
    const notApplicable = refusal('STEP_NOT_APPLICABLE', { because: '95 % < 85 %: no' });
    expect(batch.when(perform('rest', INSTRUCTION_ANSWER)).answer).toEqual(notApplicable);
    expect(batch.when({ type: 'StartStep', step: 'rest' }).answer).toEqual(notApplicable);
    expect(batch.when(correct('rested', entry('80'))).answer).toEqual(notApplicable);
  });

  test('is not decided before all it waits for is settled, also when its figure is known', () => {
    const batch = performCorrectly(startedProcess(), 'viability', entry('95'));
    expect(notApplicable(batch.when(perform('route', choice('short'))).append)).toEqual([]);
    expect(statusOf(batch, 'rest')).toBeUndefined();
  });

  test('is decided by the witness, when the witness settles what it waits for', () => {
    const batch = performCorrectly(
      performCorrectly(startedBatch(withoutActivation), 'viability', entry('95')),
      'route',
      choice('short'),
    );
    expect(notApplicable(batch.when(witness('route')).append).map(([step]) => step)).toEqual(['rest', 'rested']);
  });

  test('takes the timers of its window with it', () => {
    const batch = activated('95', 'short');
    expect(batch.state().timers.get('extend/window-closes')?.status).toBe('armed');
    fedThreeDays(batch);
    expect(statusOf(batch, 'extend')).toBe('not_applicable');
    expect(batch.state().steps.get('extend')).toMatchObject({ because: 'Choose the route: Short' });
    expect(batch.state().timers.get('extend/window-closes')?.status).toBe('disarmed');
  });

  test('makes a condition over its figure not hold either: nobody waits for what will never be', () => {
    const batch = activated('95', 'short');
    fedThreeDays(batch);
    performCorrectly(performCorrectly(batch, 'wash'), 'count');
    expect(batch.state().steps.get('thaw')).toMatchObject({
      status: 'not_applicable',
      because: 'Enter the viability after the rest does not apply',
    });
  });
});

describe('a step whose condition holds', () => {
  test('is to be done like any other', () => {
    const batch = activated('80', 'short');
    expect(readyOf(batch)).toEqual(['rest']);
    expect(statusOf(batch, 'rest')).toBeUndefined();
  });

  test('in a repetition rests on the figure of its own time', () => {
    const batch = activated();
    fed(batch, 1, '3.5');
    expect(statusOf(batch, 'boost-1')).toBe('done');
    fed(batch.advance(24 * HOUR), 2, '6');
    expect(batch.state().steps.get('boost-2')).toMatchObject({ because: '6 mmol/L < 4 mmol/L: no' });
  });
});

test('a step whose condition has no answer is done: nobody may leave it out', () => {
  const dividing = JSON.parse(JSON.stringify(PROCESS_RECIPE), (key, value: unknown) =>
    key === 'formula' && value === 'glucose < 4 [mmol/L]' ? '4 [mmol/L] / glucose > 1' : value,
  ) as Recipe;
  const batch = performedUpTo('glucose-1', startedBatch(dividing));
  performCorrectly(batch, 'glucose-1', entry('0'));
  expect(statusOf(batch, 'boost-1')).toBeUndefined();
  expect(performCorrectly(batch, 'boost-1').state().steps.get('boost-1')?.status).toBe('done');
});

describe('a correction', () => {
  test('that makes a condition hold lets the step be done after all', () => {
    const batch = activated('95', 'short');
    const { append } = batch.when(correct('viability', entry('80')));
    expect(again(append)).toEqual([
      ['rest', '80 % < 85 %: yes'],
      ['rested', '80 % < 85 %: yes'],
    ]);
    expect(readyOf(batch)).toEqual(['rest']);
  });

  test('is a major exception when a condition was decided on the value', () => {
    const batch = activated('95', 'short').given(correct('viability', entry('80')));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ class: 'correction', severity: 'major' });
  });

  test('[T23] that makes a step not applicable before anybody began it is major as well, and names the step', () => {
    const batch = activated('80', 'long');
    batch.given(correct('viability', entry('95')));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({
      class: 'correction',
      severity: 'major',
      observation: { found: '80 %', detail: 'Let the cells rest, Enter the viability after the rest' },
    });
  });

  test('[T23] that decides a step of a later day the other way is major already', () => {
    const batch = chosen('95', 'long');
    batch.given(correct('viability', entry('80')));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ severity: 'major' });
  });

  test('[T23] that changes no decision is minor', () => {
    const batch = chosen('95', 'long').given(correct('viability', entry('94')));
    expect(batch.state().exceptions.get('X-1')).toMatchObject({ severity: 'minor' });
  });

  test('[INV-3] that opens a step again lets nobody record what was begun behind it', () => {
    const batch = activated('95', 'short').given({ type: 'StartStep', step: 'medium-1' });
    batch.given(correct('viability', entry('80')));
    const answer = correctAnswer(batch, 'medium-1');
    expect(batch.when(perform('medium-1', answer), { facts: factsForAnswer(batch, answer) })).toEqual({
      append: [],
      answer: refusal('STEP_OUT_OF_ORDER', { first: 'Enter the viability after the rest' }),
    });
    performCorrectly(performCorrectly(batch, 'rest'), 'rested');
    expect(performCorrectly(batch, 'medium-1').state().steps.get('medium-1')?.status).toBe('done');
  });

  test('[INV-3] that asks for a witness again lets nobody record what was begun behind it', () => {
    const batch = chosen('95', 'short').given({ type: 'StartStep', step: 'activate' });
    batch.given(correct('route', choice('long')));
    expect(batch.when(perform('activate', entry('10'))).answer).toMatchObject({ refused: 'STEP_OUT_OF_ORDER' });
    expect(
      batch
        .given(witness('route'))
        .given(perform('activate', entry('10')))
        .state()
        .steps.get('activate')?.status,
    ).toBe('done');
  });

  test('that makes a condition fail leaves what was done as it is, and leaves out what was not begun', () => {
    const batch = performCorrectly(activated('80', 'short'), 'rest');
    const { append } = batch.when(correct('viability', entry('95')));
    expect(notApplicable(append).map(([step]) => step)).toEqual(['rested']);
    expect(statusOf(batch, 'rest')).toBe('done');
  });

  test('that opens a step again opens what was left out behind it, until that step is done', () => {
    const batch = activated('95', 'short');
    fedThreeDays(batch);
    performCorrectly(performCorrectly(batch, 'wash'), 'count');
    const { append } = batch.when(correct('viability', entry('80')));
    expect(again(append)).toContainEqual(['thaw', 'Enter the viability after the rest is not recorded yet']);
    expect(statusOf(batch, 'thaw')).toBeUndefined();
    performCorrectly(performCorrectly(batch, 'rest'), 'rested', entry('60'));
    expect(readyOf(batch)).toEqual(['thaw']);
  });

  test('that opens a step again lets nobody pass it by what was left out behind it', () => {
    const batch = performCorrectly(
      performCorrectly(startedBatch(extensionAfterRescue), 'viability', entry('95')),
      'route',
      choice('short'),
    );
    performCorrectly(batch.given(witness('route')), 'activate');
    fedThreeDays(batch);
    expect([statusOf(batch, 'extend'), readyOf(batch)]).toEqual(['not_applicable', ['wash']]);
    const { append } = batch.when(correct('viability', entry('80')));
    expect(again(append)).toContainEqual(['extend', 'first do: Enter the viability after the rest']);
    expect(batch.when(perform('wash', { kind: 'instruction' })).answer).toMatchObject({ refused: 'STEP_OUT_OF_ORDER' });
    performCorrectly(performCorrectly(batch, 'rest'), 'rested');
    expect(statusOf(batch, 'extend')).toBe('not_applicable');
    expect(performCorrectly(batch, 'wash').state().steps.get('wash')?.status).toBe('done');
  });

  test('sets the window of a step that applies again, as far as it is still to come', () => {
    const batch = activated('95', 'short');
    fedThreeDays(batch);
    batch.advance(20 * HOUR).given(correct('route', choice('long')));
    const timers = batch.state().timers;
    expect(timers.get('extend/window-closes')?.status).toBe('armed');
    // It opened eight hours ago: nothing is due any more, and nothing late is reported.
    expect(timers.get('extend/window-opens')?.status).toBe('disarmed');
  });

  test('after the batch is finished opens nothing, and tells the review what was left out', () => {
    const batch = activated('95', 'short');
    fedThreeDays(batch);
    ['wash', 'count', 'close'].reduce((so, step) => performCorrectly(so, step), batch).given({ type: 'FinishBatch' });
    const { append } = batch.when(correct('viability', entry('80')));
    expect(again(append)).toEqual([]);
    expect([...batch.state().exceptions.values()].map((one) => [one.class, one.step])).toEqual([
      ['correction', 'viability'],
      ['step_left_out', 'rest'],
      ['step_left_out', 'rested'],
    ]);
  });
});

test('a batch is finished when every step is done or does not apply', () => {
  const batch = activated('95', 'short');
  fedThreeDays(batch);
  expect(batch.when({ type: 'FinishBatch' }).answer).toMatchObject({ refused: 'STEPS_OPEN', facts: { count: '4' } });
  for (const step of ['wash', 'count', 'close']) performCorrectly(batch, step);
  expect(batch.when({ type: 'FinishBatch' }).answer).toEqual(DONE);
});
