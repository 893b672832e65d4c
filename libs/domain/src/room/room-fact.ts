import type { RoomId, BatchId } from '../brand.js';

export type RoomFact = Readonly<{ room: RoomId; code: string; status: 'clean' | 'out_of_service'; batch?: BatchId }>;
