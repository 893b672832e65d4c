import type { BatchEvent } from '@autolog/domain/batch/event';
import type { EquipmentEvent } from '@autolog/domain/equipment/event';
import type { LotEvent } from '@autolog/domain/material/event';
import type { PersonEvent } from '@autolog/domain/person/event';
import type { RecipeEvent } from '@autolog/domain/recipe/event';
import type { RoomEvent } from '@autolog/domain/room/event';
import type { SiteEvent } from '@autolog/domain/site/event';
import type { TherapyEvent } from '@autolog/domain/therapy/event';

/** Every event of every stream, by the stream's noun. */
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
export const streamOf = (noun: Exclude<StreamCategory, 'site'>, id: string): StreamName => `${noun}/${id}`;
export const categoryOf = (stream: StreamName): StreamCategory => {
  const noun = stream.split('/', 1)[0];
  if (!noun || !STREAM_CATEGORIES.has(noun)) throw new Error(`stream ${stream} belongs to no noun`);
  return noun as StreamCategory;
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
