import type { Instant } from '../brand.js';

export const LOT_STATUSES = ['quarantine', 'released', 'rejected', 'consumed'] as const;
export type LotStatus = (typeof LOT_STATUSES)[number];

export type LotEvent =
  | Readonly<{ type: 'LotRegistered'; v: 1; material: string; lotNumber: string; expiresAt: Instant }>
  | Readonly<{ type: 'LotStatusChanged'; v: 1; was: LotStatus; now: LotStatus }>;
