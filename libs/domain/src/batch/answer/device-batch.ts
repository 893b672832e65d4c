import { refusal } from '../../refusal.js';
import { rejectAnswer, type RejectedAnswer } from './interpreted-answer.js';
import type { DecisionContext } from '../state/decision-context.js';

/**
 * A device that says it works on another batch than this one gives this batch nothing (INV-8): another patient's cells
 * are in it, or it was never told. One that says nothing contradicts nobody.
 */
export const deviceOnOtherBatch = (context: DecisionContext): RejectedAnswer | undefined =>
  mismatch(context, context.facts.deviceBatch);

/** What it did for another batch does not become this one's when its number is put right later. */
export const readingForOtherBatch = (context: DecisionContext): RejectedAnswer | undefined =>
  mismatch(context, context.facts.readingBatch);

function mismatch({ state }: DecisionContext, found = ''): RejectedAnswer | undefined {
  if (found === '' || found === state.number) return undefined;
  const device = state.device?.code ?? '–';
  return rejectAnswer(refusal('DEVICE_ON_OTHER_BATCH', { device, found, expected: state.number }), {
    class: 'identity_mismatch',
    severity: 'critical',
    observation: { limit: state.number, found, detail: device },
  });
}
