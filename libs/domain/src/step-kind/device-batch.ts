import { refusal } from '../refusal.js';
import { rejection, type Rejection } from './interpreted-answer.js';
import type { StepContext } from './step-context.js';

/**
 * A device that reports another batch than this one gives this batch nothing (INV-8): another patient's cells are in it,
 * or it was never told. A device that reports no batch contradicts nobody.
 */
export const deviceOnOtherBatch = (context: StepContext): Rejection | undefined =>
  mismatch(context, context.facts.deviceBatch);

/** What the device did for another batch does not become this one's when its number is corrected later. */
export const readingForOtherBatch = (context: StepContext): Rejection | undefined =>
  mismatch(context, context.facts.readingBatch);

function mismatch({ batch }: StepContext, found = ''): Rejection | undefined {
  if (found === '' || found === batch.number) return undefined;
  const device = batch.device?.code ?? '–';
  return rejection(refusal('DEVICE_ON_OTHER_BATCH', { device, found, expected: batch.number }), {
    class: 'identity_mismatch',
    severity: 'critical',
    observation: { limit: batch.number, found, detail: device },
  });
}
