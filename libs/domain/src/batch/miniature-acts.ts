import type { PersonBy } from '../by.js';
import type { Answer, BatchCommand } from './command.js';
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
  type Miniature,
} from './miniature.js';

export const perform = (step: string, answer: Answer, more: { by?: PersonBy; reason?: true } = {}): BatchCommand => ({
  type: 'PerformStep',
  step,
  answer,
  signature: signed(more.by ?? ANNA, 'performed'),
  ...(more.reason && { reason: REASON }),
});
export const scan = (read: string, byHand = false): Answer => ({ kind: 'scan', read, byHand });
export const entry = (typed: string): Answer => ({ kind: 'entry', typed });
export const choice = (id: string): Answer => ({ kind: 'choice', choice: id });
export const check = (bench: string): Answer => ({ kind: 'check', states: { bench } });
export const DONE_IT: Answer = { kind: 'instruction' };
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
  certificate: 'C-26-001',
  signature: signed(by, 'certified'),
});

/** The room is clear, witnessed. */
export const cleared = (batch: Miniature): Miniature =>
  batch.has(perform('clearance', check('empty'))).has(witness('clearance'));

export const prepared = (batch: Miniature): Miniature =>
  cleared(batch)
    .has(perform('identity', scan(`COI/${COI}`)))
    .has(perform('medium', scan('LOT/MEDIUM/TM-1')), { facts: { scanned: { lot: LOT } } })
    .has(perform('device', scan('EQP/PRODIGY-1')));

export const activated = (batch: Miniature): Miniature =>
  prepared(batch)
    .has(perform('viability', entry('95')))
    .has(perform('activate', DONE_IT));

export const takeTemperature = (batch: Miniature, value = '37.0', more: { reason?: true } = {}): Miniature => {
  const reading = readingAt(batch.now(), value);
  const answer: Answer = { kind: 'device', value, sourceTime: reading.sourceTime };
  return batch.has(perform('temperature', answer, more), { facts: { reading } });
};

/** Every step done without a deviation; finished when asked. */
export function played(batch: Miniature): Miniature {
  activated(batch)
    .has({ type: 'StartStep', step: 'label' })
    .wait(31 * MINUTE);
  takeTemperature(batch.has(perform('label', { kind: 'timer' })));
  return batch
    .wait(19 * HOUR)
    .has(perform('transduce', DONE_IT))
    .has(perform('appearance', choice('clear')));
}
export const finished = (batch: Miniature): Miniature => played(batch).has({ type: 'FinishBatch' });
export const reviewed = (batch: Miniature): Miniature => finished(batch).has(review, { by: QUINN });
