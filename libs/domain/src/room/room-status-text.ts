import type { Text } from '../text.js';
import type { RoomFact } from './room-fact.js';

export const ROOM_STATUS_TEXT: Readonly<Record<RoomFact['status'], Text>> = {
  clean: { en: 'clean', nl: 'schoon' },
  out_of_service: { en: 'out of service', nl: 'buiten gebruik' },
};
