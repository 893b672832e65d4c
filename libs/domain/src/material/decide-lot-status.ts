import { LOT_STATUS_TEXT } from './lot-status-text.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Language } from '../text.js';
import type { LotEvent, LotStatus } from './event.js';

/** What quality may decide about a lot: out of quarantine either way, and back from use; never back into use. */
const ALLOWED_STATUSES: Readonly<Record<LotStatus, readonly LotStatus[]>> = {
  quarantine: ['released', 'rejected'],
  released: ['rejected'],
  rejected: [],
  consumed: [],
};

export type LotToDecide = Readonly<{ lotNumber: string; status: LotStatus }>;

/** The event that gives a lot another status, or why it cannot have that one. */
export function decideLotStatus(
  lot: LotToDecide,
  now: 'released' | 'rejected',
  language: Language,
): LotEvent | Refusal {
  const { lotNumber, status: was } = lot;
  if (ALLOWED_STATUSES[was].includes(now)) return { type: 'LotStatusChanged', v: 1, was, now };
  return refusal('LOT_STATUS', { lot: lotNumber, status: LOT_STATUS_TEXT[was][language] });
}
