import type { RoomFact } from '../room/room-fact.js';
import type { Text } from '../text.js';
import type { EquipmentFact } from './equipment-fact.js';

export const RESOURCE_STATUS_TEXT: Readonly<Record<RoomFact['status'] | EquipmentFact['status'], Text>> = {
  clean: { en: 'clean', nl: 'schoon' },
  available: { en: 'available', nl: 'beschikbaar' },
  out_of_service: { en: 'out of service', nl: 'buiten gebruik' },
};
