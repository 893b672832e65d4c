import type { BatchId } from '../brand.js';

export type RoomEvent =
  | Readonly<{ type: 'RoomRegistered'; v: 1; code: string }>
  | Readonly<{ type: 'RoomOccupied'; v: 1; batch: BatchId }>
  | Readonly<{ type: 'RoomVacated'; v: 1; batch: BatchId }>;
