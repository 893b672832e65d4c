import type { LotId, Instant } from '../brand.js';

export type LotFact = Readonly<{
  lot: LotId;
  material: string;
  lotNumber: string;
  status: 'quarantine' | 'released' | 'rejected' | 'consumed';
  expiresAt: Instant;
}>;
