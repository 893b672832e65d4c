import { refusal } from '../refusal.js';
import { unreadable, type Unreadable } from './reading.js';
import type { Situation } from './situation.js';

/**
 * A device that says it works on another batch than this one gives this batch nothing (INV-8): another patient's cells
 * are in it, or it was never told. One that says nothing contradicts nobody.
 */
export function deviceOnOtherBatch({ state, facts }: Situation): Unreadable | undefined {
  const found = facts.deviceBatch ?? '';
  if (found === '' || found === state.number) return undefined;
  const device = state.device?.code ?? '–';
  return unreadable(refusal('DEVICE_ON_OTHER_BATCH', { device, found, expected: state.number }), {
    class: 'identity_mismatch',
    severity: 'critical',
    deviation: { limit: state.number, found, detail: device },
  });
}
