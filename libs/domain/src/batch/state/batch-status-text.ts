import type { BatchStatus } from './batch.js';
import type { Text } from '../../text.js';

/** States as a person reads them inside a sentence: "The batch is not started yet; …". */
export const BATCH_STATUS_TEXT: Readonly<Record<BatchStatus, Text>> = {
  created: { en: 'not started yet', nl: 'nog niet gestart' },
  in_process: { en: 'in process', nl: 'in bewerking' },
  finished: { en: 'finished', nl: 'afgerond' },
  reviewed: { en: 'reviewed', nl: 'beoordeeld' },
  certified: { en: 'certified', nl: 'gecertificeerd' },
  rejected: { en: 'rejected', nl: 'afgekeurd' },
};
