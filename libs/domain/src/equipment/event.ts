import type { BatchId } from '../brand.js';

export type EquipmentEvent =
  | Readonly<{ type: 'EquipmentRegistered'; v: 1; code: string; capability: string }>
  | Readonly<{ type: 'EquipmentOccupied'; v: 1; batch: BatchId }>
  | Readonly<{ type: 'EquipmentVacated'; v: 1; batch: BatchId }>;
