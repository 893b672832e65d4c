import type { Instant } from '../brand.js';

export const LOT_STATUSES = ['quarantine', 'released', 'rejected', 'consumed'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];
/** What quality may decide of a lot; it begins in quarantine. */
export const LOT_DECISIONS = ['released', 'rejected'] as const satisfies readonly LotStatus[];
export type LotDecision = (typeof LOT_DECISIONS)[number];

export type LotEvent =
  | Readonly<{ type: 'LotRegistered'; v: 1; material: string; lotNumber: string; expiresAt: Instant }>
  | Readonly<{ type: 'LotStatusChanged'; v: 1; was: LotStatus; now: LotStatus }>;
