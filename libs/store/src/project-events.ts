import { categoryOf, idOf, type EventOf, type StreamCategory, type StreamName } from '@autolog/domain/stream/stream';
import { applyBatch } from './projection/batch.js';
import { applyEquipment } from './projection/equipment.js';
import { applyLot } from './projection/lot.js';
import { applyPerson } from './projection/person.js';
import { applyRecipe } from './projection/recipe.js';
import { applyRoom } from './projection/room.js';
import { applySite } from './projection/site.js';
import { applyTherapy } from './projection/therapy.js';
import { applyTimers } from './projection/timer.js';
import type { ProjectedEvent, ProjectionDatabase } from './projection/projected-event.js';

/** Tables that hold nothing but what the log says, children first. `autolog rebuild` empties and refills them. */
export const PROJECTION_TABLES = [
  'batch_snapshot',
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

type Events<Category extends StreamCategory> = readonly ProjectedEvent<EventOf[Category]>[];

/** One apply per noun, used by append and by rebuild. */
export async function projectEvents(
  database: ProjectionDatabase,
  stream: StreamName,
  events: Events<StreamCategory>,
): Promise<void> {
  const category = categoryOf(stream);
  const id = idOf(stream);
  switch (category) {
    case 'batch':
      await applyBatch(database, id, events as Events<'batch'>);
      await applyTimers(database, id, events as Events<'batch'>);
      return;
    case 'equipment':
      return applyEquipment(database, id, events as Events<'equipment'>);
    case 'lot':
      return applyLot(database, id, events as Events<'lot'>);
    case 'person':
      return applyPerson(database, id, events as Events<'person'>);
    case 'recipe':
      return applyRecipe(database, id, events as Events<'recipe'>);
    case 'room':
      return applyRoom(database, id, events as Events<'room'>);
    case 'therapy':
      return applyTherapy(database, id, events as Events<'therapy'>);
    case 'site':
      applySite(events as Events<'site'>);
      return;
    default: {
      const never: never = category;
      throw new Error(`no projection for ${String(never)}`);
    }
  }
}
