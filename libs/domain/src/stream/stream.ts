import type { BatchEvent } from '../batch/event.js';
import type { EquipmentEvent } from '../equipment/event.js';
import type { LotEvent } from '../material/event.js';
import type { PersonEvent } from '../person/event.js';
import type { RecipeEvent } from '../recipe/event.js';
import type { RoomEvent } from '../room/event.js';
import type { SiteEvent } from '../site/event.js';
import type { TherapyEvent } from '../therapy/event.js';

/** Every event, by the category of the streams it is appended to. */
export type EventOf = {
  batch: BatchEvent;
  equipment: EquipmentEvent;
  lot: LotEvent;
  person: PersonEvent;
  recipe: RecipeEvent;
  room: RoomEvent;
  site: SiteEvent;
  therapy: TherapyEvent;
};
export type StreamCategory = keyof EventOf;
export type AnyEvent = EventOf[StreamCategory];

/** `batch/<uuid>`; the one stream without an id is `site`. */
export type StreamName = string;
export const streamOf = (category: Exclude<StreamCategory, 'site'>, id: string): StreamName => `${category}/${id}`;
export const categoryOf = (stream: StreamName): StreamCategory => {
  const category = stream.split('/', 1)[0];
  if (!category || !STREAM_CATEGORIES.has(category)) throw new Error(`stream ${stream} has an unknown category`);
  return category as StreamCategory;
};
export const idOf = (stream: StreamName): string => stream.slice(stream.indexOf('/') + 1);

const STREAM_CATEGORIES: ReadonlySet<string> = new Set<StreamCategory>([
  'batch',
  'equipment',
  'lot',
  'person',
  'recipe',
  'room',
  'site',
  'therapy',
]);
