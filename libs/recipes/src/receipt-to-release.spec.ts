import { expect, test } from '@jest/globals';
import type { StepAnswer } from '@autolog/domain/batch/command';
import { assess, certify, review, witness } from '../../domain/test-fixtures/batch-commands.js';
import {
  ANNA,
  BEN,
  COI,
  HOUR,
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
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe, Step } from '@autolog/domain/recipe/recipe';
import { loadRecipe } from './load-recipe.js';
import { readBuiltInRecipe } from './read-built-in-recipe.js';

const loaded = loadRecipe(readBuiltInRecipe('receipt-to-release'));
if (!('recipe' in loaded)) throw new Error(JSON.stringify(loaded.faults));
const recipe: Recipe = loaded.recipe;

const TYPED: Readonly<Record<string, string>> = {
  'apheresis-viability': '96,5',
  'seeded-cells': '100',
  'vector-titre': '50000000',
  'harvest-volume': '72,5',
  'final-viability': '91,2',
};

function answerOf(batch: BatchFixture, step: Step): StepAnswer {
  switch (step.kind) {
    case 'instruction':
    case 'calculation':
    case 'timer':
      return { kind: step.kind };
    case 'entry':
      return { kind: 'entry', typed: TYPED[step.id] ?? '' };
    case 'choice':
      return { kind: 'choice', choice: step.options.find(({ deviates }) => !deviates)?.id ?? '' };
    case 'check':
      return { kind: 'check', states: Object.fromEntries(step.items.map(({ id, expected }) => [id, expected])) };
    case 'device':
      return { kind: 'device', value: '37.02', sourceTime: batch.now() };
    case 'scan': {
      const read = { patient: `COI/${COI}`, equipment: 'EQP/PRODIGY-1', place: 'LOC/CR-1', lot: `LOT/${step.of}/TM-1` };
      return { kind: 'scan', read: read[step.scans], byHand: false };
    }
    case 'activity':
    case 'sample':
      throw new Error(`the seed has no step of kind ${step.kind}`);
  }
}

function doStep(batch: BatchFixture, step: Step, answer = answerOf(batch, step), reason = false): void {
  const facts = {
    ...(step.kind === 'device' && { reading: { ...readingAt(batch.now(), '37.02'), signal: step.signal } }),
    ...(step.kind === 'scan' && step.of && { scanned: { lot: { ...LOT, material: step.of } } }),
  };
  if (step.window) batch.advance(20 * HOUR);
  if (step.kind === 'timer') batch.given({ type: 'StartStep', step: step.id }).advance(31 * MINUTE);
  const signature = signed(ANNA, 'performed');
  const by = reason ? { reason: REASON } : {};
  batch.given({ type: 'PerformStep', step: step.id, answer, signature, ...by }, { facts });
  if (step.signature === 'performer+witness') batch.given(witness(step.id, BEN));
}

test('the built-in recipe runs from order to certificate without an exception', () => {
  const batch = startedBatch(recipe);
  for (const step of allSteps(recipe)) doStep(batch.advance(MINUTE), step);
  batch.given({ type: 'FinishBatch' }).given(review, { by: QUINN }).given(certify(PIA), { by: PIA });
  expect(batch.state()).toMatchObject({ status: 'certified', holds: [] });
  expect(batch.state().exceptions.size).toBe(0);
  expect(batch.state().steps.get('vector-volume')).toMatchObject({ outcome: { value: '10.0', unit: 'mL' } });
});

test('a product viability below its limit puts the batch on hold, and it is certified only after assessment', () => {
  const batch = startedBatch(recipe);
  for (const step of allSteps(recipe)) {
    if (step.id !== 'final-viability') doStep(batch, step);
    else doStep(batch, step, { kind: 'entry', typed: '68' }, true);
  }
  batch.given({ type: 'FinishBatch' });
  expect(batch.when(review, { by: QUINN }).answer).toMatchObject({ refused: 'HOLD_NOT_LIFTED' });
  batch.given(assess('X-1'), { by: QUINN }).given({ type: 'ResumeBatch' }, { by: QUINN });
  batch.given(review, { by: QUINN }).given(certify(PIA), { by: PIA });
  expect(batch.state().status).toBe('certified');
});

test('every parameter has a reference, and every step has a title and an instruction in Dutch', () => {
  for (const step of allSteps(recipe)) {
    if ('parameter' in step) expect(step.parameter.reference.length).toBeGreaterThan(10);
    expect(step.title.nl).not.toBe('');
    expect(step.instruction.nl).not.toBe(step.instruction.en);
  }
});
