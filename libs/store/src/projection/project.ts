import type { Database } from '../database.js';
import { idOf, categoryOf, type StreamCategory, type StreamName } from '@autolog/domain/stream/stream';
import { applyBatch } from './batch.js';
import { applyEquipment } from './equipment.js';
import { applyLot } from './lot.js';
import { applyPerson } from './person.js';
import { applyRecipe } from './recipe.js';
import { applyRoom } from './room.js';
import { applySite } from './site.js';
import { applyTherapy } from './therapy.js';
import { applyTimers } from './timer.js';
import type { ProjectedEvent } from './projected-event.js';

/** Tables that hold nothing but what the log says, children first. `autolog rebuild` empties and refills them. */
export const PROJECTION_TABLES = [
  'timer',
  'binding',
  'occupancy',
  'batch',
  'recipe',
  'therapy',
  'lot',
  'equipment',
  'room',
  'person',
] as const;

/** One apply per noun, used by append and by rebuild. */
export async function project(
  database: Database,
  stream: StreamName,
  events: readonly ProjectedEvent<StreamCategory>[],
): Promise<void> {
  const noun = categoryOf(stream);
  const id = idOf(stream);
  switch (noun) {
    case 'batch':
      await applyBatch(database, id, events as readonly ProjectedEvent<'batch'>[]);
      await applyTimers(database, id, events as readonly ProjectedEvent<'batch'>[]);
      return;
    case 'equipment':
      return applyEquipment(database, id, events as readonly ProjectedEvent<'equipment'>[]);
    case 'lot':
      return applyLot(database, id, events as readonly ProjectedEvent<'lot'>[]);
    case 'person':
      return applyPerson(database, id, events as readonly ProjectedEvent<'person'>[]);
    case 'recipe':
      return applyRecipe(database, id, events as readonly ProjectedEvent<'recipe'>[]);
    case 'room':
      return applyRoom(database, id, events as readonly ProjectedEvent<'room'>[]);
    case 'therapy':
      return applyTherapy(database, id, events as readonly ProjectedEvent<'therapy'>[]);
    case 'site':
      applySite(events as readonly ProjectedEvent<'site'>[]);
      return;
    default: {
      const never: never = noun;
      throw new Error(`no projection for ${String(never)}`);
    }
  }
}
