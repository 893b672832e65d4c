import type { PersonBy } from '../src/by.js';
import type { StepAnswer, BatchCommand } from '../src/batch/command.js';
import {
  ANNA,
  BEN,
  LOT,
  REASON,
  readingAt,
  signed,
  COI,
  HOUR,
  MINUTE,
  PIA,
  QUINN,
  type BatchFixture,
} from './batch-fixture.js';

export const perform = (
  step: string,
  answer: StepAnswer,
  more: { by?: PersonBy; reason?: true } = {},
): BatchCommand => ({
  type: 'PerformStep',
  step,
  answer,
  signature: signed(more.by ?? ANNA, 'performed'),
  ...(more.reason && { reason: REASON }),
});
export const scan = (read: string, byHand = false): StepAnswer => ({ kind: 'scan', read, byHand });
export const entry = (typed: string): StepAnswer => ({ kind: 'entry', typed });
export const choice = (id: string): StepAnswer => ({ kind: 'choice', choice: id });
export const check = (bench: string): StepAnswer => ({ kind: 'check', states: { bench } });
export const INSTRUCTION_ANSWER: StepAnswer = { kind: 'instruction' };
export const witness = (step: string, by: PersonBy = BEN): BatchCommand => ({
  type: 'WitnessStep',
  step,
  signature: signed(by, 'witnessed'),
});
export const assess = (
  exception: string,
  disposition: 'accepted' | 'no_impact' | 'confirmed_defect' = 'accepted',
): BatchCommand => ({
  type: 'AssessException',
  exception,
  disposition,
  assessment: REASON,
  signature: signed(QUINN, 'assessed'),
});
export const review: BatchCommand = { type: 'ReviewBatch', signature: signed(QUINN, 'reviewed') };
export const certify = (by: PersonBy = PIA): BatchCommand => ({
  type: 'CertifyBatch',
  signature: signed(by, 'certified'),
});

/** The room is clear, witnessed. */
export const clearedBatch = (batch: BatchFixture): BatchFixture =>
  batch.given(perform('clearance', check('empty'))).given(witness('clearance'));

export const preparedBatch = (batch: BatchFixture): BatchFixture =>
  clearedBatch(batch)
    .given(perform('identity', scan(`COI/${COI}`)))
    .given(perform('medium', scan('LOT/MEDIUM/TM-1')), { facts: { scanned: { lot: LOT } } })
    .given(perform('device', scan('EQP/PRODIGY-1')));

export const activatedBatch = (batch: BatchFixture): BatchFixture =>
  preparedBatch(batch)
    .given(perform('viability', entry('95')))
    .given(perform('activate', INSTRUCTION_ANSWER));

export const takeTemperature = (batch: BatchFixture, value = '37.0', more: { reason?: true } = {}): BatchFixture => {
  const reading = readingAt(batch.now(), value);
  const answer: StepAnswer = { kind: 'device', value, sourceTime: reading.sourceTime };
  return batch.given(perform('temperature', answer, more), { facts: { reading } });
};

/** Every step done as expected. */
export function allStepsDone(batch: BatchFixture): BatchFixture {
  activatedBatch(batch)
    .given({ type: 'StartStep', step: 'label' })
    .advance(31 * MINUTE);
  takeTemperature(batch.given(perform('label', { kind: 'timer' })));
  return batch
    .advance(19 * HOUR)
    .given(perform('transduce', INSTRUCTION_ANSWER))
    .given(perform('appearance', choice('clear')));
}
export const finishedBatch = (batch: BatchFixture): BatchFixture => allStepsDone(batch).given({ type: 'FinishBatch' });
export const reviewedBatch = (batch: BatchFixture): BatchFixture => finishedBatch(batch).given(review, { by: QUINN });
