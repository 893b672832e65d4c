import type { RoomId, BatchId } from '../brand.js';

export const ROOM_STATUSES = ['clean', 'out_of_service'] as const;
export type RoomStatus = (typeof ROOM_STATUSES)[number];

export type RoomFact = Readonly<{ room: RoomId; code: string; status: RoomStatus; batch?: BatchId }>;
