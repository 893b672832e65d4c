import type { Text } from '../text.js';
import type { EquipmentFact } from './equipment-fact.js';

export const EQUIPMENT_STATUS_TEXT: Readonly<Record<EquipmentFact['status'], Text>> = {
  available: { en: 'available', nl: 'beschikbaar' },
  out_of_service: { en: 'out of service', nl: 'buiten gebruik' },
};
