import type { Instant, LotId } from '../brand.js';
import type { LotStatus } from './event.js';

export type LotFact = Readonly<{
  lot: LotId;
  material: string;
  lotNumber: string;
  status: LotStatus;
  expiresAt: Instant;
}>;
