import type { EquipmentFact, LotFact, RoomFact } from '../command.js';
import type { BatchStatus } from './batch.js';
import type { Performer } from '../../recipe/recipe.js';
import type { Text } from '../../text.js';

/** States as a person reads them inside a sentence: "The batch is not started yet; …". */
export const BATCH_STATUS_TEXT: Readonly<Record<BatchStatus, Text>> = {
  created: { en: 'not started yet', nl: 'nog niet begonnen' },
  in_process: { en: 'in process', nl: 'in bewerking' },
  finished: { en: 'finished', nl: 'afgerond' },
  reviewed: { en: 'reviewed', nl: 'beoordeeld' },
  certified: { en: 'certified', nl: 'gecertificeerd' },
  rejected: { en: 'rejected', nl: 'afgekeurd' },
};

export const PERFORMER_TEXT: Readonly<Record<Performer, Text>> = {
  technician: { en: 'technician', nl: 'analist in de cleanroom' },
  qc_analyst: { en: 'QC analyst', nl: 'QC-analist' },
};

export const LOT_STATUS_TEXT: Readonly<Record<LotFact['status'], Text>> = {
  quarantine: { en: 'in quarantine', nl: 'in quarantaine' },
  released: { en: 'released', nl: 'vrijgegeven' },
  rejected: { en: 'rejected', nl: 'afgekeurd' },
  consumed: { en: 'used up', nl: 'verbruikt' },
};

export const RESOURCE_STATUS_TEXT: Readonly<Record<RoomFact['status'] | EquipmentFact['status'], Text>> = {
  clean: { en: 'clean', nl: 'schoon' },
  available: { en: 'available', nl: 'beschikbaar' },
  out_of_service: { en: 'out of service', nl: 'buiten gebruik' },
};
