import { refusal } from '../refusal.js';
import { unreadable, type Unreadable } from './reading.js';
import type { Situation } from './situation.js';

/**
 * A device that says it works on another batch than this one gives this batch nothing (INV-8): another patient's cells
 * are in it, or it was never told. One that says nothing contradicts nobody.
 */
export const deviceOnOtherBatch = (situation: Situation): Unreadable | undefined =>
  mismatch(situation, situation.facts.deviceBatch);

/** What it did for another batch does not become this one's when its number is put right later. */
export const shownForOtherBatch = (situation: Situation): Unreadable | undefined =>
  mismatch(situation, situation.facts.shownFor);

function mismatch({ state }: Situation, found = ''): Unreadable | undefined {
  if (found === '' || found === state.number) return undefined;
  const device = state.device?.code ?? '–';
  return unreadable(refusal('DEVICE_ON_OTHER_BATCH', { device, found, expected: state.number }), {
    class: 'identity_mismatch',
    severity: 'critical',
    deviation: { limit: state.number, found, detail: device },
  });
}
