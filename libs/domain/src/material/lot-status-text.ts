import type { Text } from '../text.js';
import type { LotFact } from './lot-fact.js';

export const LOT_STATUS_TEXT: Readonly<Record<LotFact['status'], Text>> = {
  quarantine: { en: 'in quarantine', nl: 'in quarantaine' },
  released: { en: 'released', nl: 'vrijgegeven' },
  rejected: { en: 'rejected', nl: 'afgekeurd' },
  consumed: { en: 'used up', nl: 'verbruikt' },
};
