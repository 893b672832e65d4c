import type { EquipmentId, BatchId } from '../brand.js';

export type EquipmentFact = Readonly<{
  equipment: EquipmentId;
  code: string;
  capability: string;
  status: 'available' | 'out_of_service';
  /** The batch that occupies it now. */
  batch?: BatchId;
}>;
