import { describe, expect, test } from '@jest/globals';
import type { Recipe, Step } from '../recipe/recipe.js';
import type { CalculationStep } from './calculation.js';
import type { EntryStep } from './entry.js';
import type { Parameter } from '../quantity/parameter.js';
import { refusal } from '../refusal.js';
import type { StepAnswer } from '../batch/command.js';
import { entry, perform } from '../../test-fixtures/batch-commands.js';
import { SMALL_RECIPE } from '../../test-fixtures/small-recipe.js';
import { REASON, signed, ANNA, startedBatch, type BatchFixture } from '../../test-fixtures/batch-fixture.js';

const text = (id: string) => ({ en: id, nl: id });
const parameter = (id: string, unit: Parameter['unit'], more: Partial<Parameter> = {}): Parameter => ({
  id,
  title: text(id),
  unit,
  decimals: 0,
  source: 'manual',
  criticality: 'CPP',
  limits: {},
  blind: false,
  reference: 'Test fixture',
  ...more,
});
const common = (id: string) =>
  ({ id, title: text(id), instruction: text(id), signature: 'none', irreversible: false }) as const;
const enters = (id: string, unit: Parameter['unit']): EntryStep => ({
  ...common(id),
  kind: 'entry',
  parameter: parameter(id, unit),
});
const volume: CalculationStep = {
  ...common('volume'),
  kind: 'calculation',
  formula: 'cells * 5 / titre',
  examples: [{ given: { cells: '100', titre: '50000000' }, gives: '10' }],
  parameter: parameter('volume', 'mL', {
    decimals: 1,
    source: 'calculated',
    limits: { alert: { low: '5', high: '20.0' } },
  }),
};
const withSteps = (...steps: readonly Step[]): Recipe => ({
  ...SMALL_RECIPE,
  anchors: [],
  procedure: [{ id: 'u', title: text('u'), operations: [{ id: 'o', title: text('o'), steps }] }],
});
const RECIPE = withSteps(enters('cells', '10*6'), enters('titre', '{TU}/mL'), volume);
const CALCULATE: StepAnswer = { kind: 'calculation' };
const entered = (cells: string, titre: string): BatchFixture =>
  startedBatch(RECIPE)
    .given(perform('cells', entry(cells)))
    .given(perform('titre', entry(titre)));

describe('calculation', () => {
  test('vector volume is cells times MOI divided by titre: 1×10⁸ × 5 ÷ 5×10⁷ is 10 mL', () => {
    const { append } = entered('100', '50000000').when(perform('volume', CALCULATE));
    expect(append[1]).toMatchObject({ outcome: { kind: 'calculation', value: '10.0', unit: 'mL' } });
    expect(append[1]).toHaveProperty('outcome.explained', expect.stringContaining('50000000 TU/mL'));
  });

  test('a limit is compared with the result before it is rounded', () => {
    // 20.0496 mL is 20.0 in the digits of the limit; 20.0501 mL is 20.1.
    expect(entered('100', '24938153').when(perform('volume', CALCULATE)).answer).toEqual({});
    expect(entered('100', '24937531').when(perform('volume', CALCULATE)).answer).toMatchObject({
      refused: 'REASON_REQUIRED',
    });
  });

  test('a calculation that divides by zero has no result and records nothing', () => {
    const { append, answer } = entered('100', '0').when(perform('volume', CALCULATE));
    expect(append).toEqual([]);
    expect(answer).toMatchObject({ refused: 'FORMULA_FAILED' });
  });

  test('a calculation without its figure says which one is missing', () => {
    const order = withSteps(enters('titre', '{TU}/mL'), volume, enters('cells', '10*6'));
    const { answer } = startedBatch(order)
      .given(perform('titre', entry('50000000')))
      .when(perform('volume', CALCULATE));
    expect(answer).toEqual(refusal('FORMULA_FAILED', { what: '"cells" was not recorded yet.' }));
  });

  test('correcting a figure that a recorded calculation used is a major exception that names the calculation', () => {
    const batch = entered('100', '50000000').given(perform('volume', CALCULATE));
    batch.given({
      type: 'CorrectStep',
      step: 'cells',
      answer: entry('90'),
      reason: REASON,
      signature: signed(ANNA, 'performed'),
    });
    expect(batch.state().exceptions.get('X-1')).toMatchObject({
      class: 'correction',
      severity: 'major',
      observation: { found: '100 ×10⁶', detail: 'volume' },
    });
  });
});
