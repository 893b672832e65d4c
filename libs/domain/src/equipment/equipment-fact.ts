import type { EquipmentId, BatchId } from '../brand.js';

export const EQUIPMENT_STATUSES = ['available', 'out_of_service'] as const;
export type EquipmentStatus = (typeof EQUIPMENT_STATUSES)[number];

export type EquipmentFact = Readonly<{
  equipment: EquipmentId;
  code: string;
  capability: string;
  status: EquipmentStatus;
  /** The batch that occupies it now. */
  batch?: BatchId;
}>;
