import { freeTextDigests } from '@autolog/domain/batch/free-text-digests';
import { UUID } from '@autolog/domain/brand';
import type { EquipmentEvent } from '@autolog/domain/equipment/event';
import type { LotEvent } from '@autolog/domain/material/event';
import type { PersonEvent } from '@autolog/domain/person/event';
import type { RecipeEvent } from '@autolog/domain/recipe/event';
import type { RoomEvent } from '@autolog/domain/room/event';
import type { SiteEvent } from '@autolog/domain/site/event';
import type { TherapyEvent } from '@autolog/domain/therapy/event';
import type { Database } from './database.js';
import { streamOf, type StreamName } from '@autolog/domain/stream/stream';

/** An event exactly as it was hashed. */
export type CanonicalEvent = Readonly<{ stream: StreamName; seq: number; canonical: string }>;

type RelatedEvent = EquipmentEvent | LotEvent | PersonEvent | RecipeEvent | RoomEvent | SiteEvent | TherapyEvent;

/**
 * Which events of other streams one needs to read the record of a batch. A new event does not compile until somebody
 * has said whether an inspector needs it, and whether it could tell of another patient's batch.
 */
const EXPORT_RULES: Readonly<Record<RelatedEvent['type'], 'always' | 'of this batch' | 'never'>> = {
  SiteFounded: 'always',
  ClockChanged: 'never',
  MachineTokenMinted: 'never',
  RecipeImported: 'always',
  RecipeSubmitted: 'always',
  RecipeApproved: 'always',
  RecipeSuperseded: 'always',
  TherapyOrdered: 'always',
  PersonRegistered: 'always',
  RolesChanged: 'always',
  LanguageChosen: 'never',
  CredentialSet: 'never',
  SignedIn: 'never',
  SignInFailed: 'never',
  SignedOut: 'never',
  RoomRegistered: 'always',
  RoomOccupied: 'of this batch',
  RoomVacated: 'of this batch',
  EquipmentRegistered: 'always',
  EquipmentOccupied: 'of this batch',
  EquipmentVacated: 'of this batch',
  LotRegistered: 'always',
  LotStatusChanged: 'always',
};
const eventTypesExported = (wanted: (typeof EXPORT_RULES)[RelatedEvent['type']]): readonly string[] =>
  Object.entries(EXPORT_RULES).flatMap(([type, needed]) => (needed === wanted ? [type] : []));

/** In the order of a bundle: first what the batch rests on, the batch itself last. */
const EXPORT_ORDER = ['site', 'recipe', 'therapy', 'person', 'room', 'equipment', 'lot'] as const;

export const readBatchEvents = (database: Database, stream: StreamName, after: number): Promise<CanonicalEvent[]> =>
  database.query<CanonicalEvent>(
    'select stream, seq, canonical from event where stream = $1 and seq > $2 order by seq',
    [stream, after],
  );

/** What events point to: other streams by their ids, people, free texts by their digests. */
export class References {
  readonly ids = new Set<string>();
  readonly people = new Set<StreamName>();
  readonly texts = new Set<string>();
  therapy: string | undefined;
  recipe: string | undefined;

  collect(lines: readonly CanonicalEvent[]): void {
    for (const { canonical } of lines) {
      const { actor, type, payload } = JSON.parse(canonical) as ReferencingEnvelope;
      if (actor.startsWith('person/')) this.people.add(actor);
      if (type === 'BatchCreated') ({ therapy: this.therapy, recipe: this.recipe } = payload as BatchCreatedReferences);
      for (const text of freeTextDigests(payload)) this.texts.add(text);
      this.#walk(payload, '');
    }
  }

  #walk(value: unknown, key: string): void {
    if (typeof value === 'string') {
      if (key === 'person') this.people.add(streamOf('person', value));
      if (UUID.test(value)) this.ids.add(value);
    } else if (Array.isArray(value)) {
      for (const item of value) this.#walk(item, key);
    } else if (value !== null && typeof value === 'object') {
      for (const [name, member] of Object.entries(value)) this.#walk(member, name);
    }
  }
}
type ReferencingEnvelope = Readonly<{ actor: string; type: string; payload: object }>;
type BatchCreatedReferences = Readonly<{ therapy: string; recipe: string }>;

/** The events of other streams that this batch's events rest on; `references` learns what those point to in turn. */
export async function readRelatedEvents(
  database: Database,
  batch: string,
  references: References,
): Promise<readonly CanonicalEvent[]> {
  const { therapy, recipe } = references;
  const ids = [...references.ids];
  // A code that was scanned may look like any id: only the order and the recipe this batch was made of are its own.
  const first = [
    'site',
    ...(therapy ? [streamOf('therapy', therapy)] : []),
    ...(recipe ? [streamOf('recipe', recipe)] : []),
    ...(['room', 'equipment', 'lot'] as const).flatMap((noun) => ids.map((id) => streamOf(noun, id))),
  ];
  const lines = await readNeededEvents(database, batch, first);
  references.collect(lines);
  const seen = new Set<StreamName>();
  for (;;) {
    const people = [...references.people].filter((stream) => !seen.has(stream));
    if (people.length === 0) break;
    for (const stream of people) seen.add(stream);
    const found = await readNeededEvents(database, batch, people);
    // Who registered a person is a person too: everybody who acts in these events is in them by name.
    references.collect(found);
    lines.push(...found);
  }
  return lines.sort(byExportOrder);
}

const readNeededEvents = (
  database: Database,
  batch: string,
  streams: readonly StreamName[],
): Promise<CanonicalEvent[]> =>
  database.query<CanonicalEvent>(
    `select stream, seq, canonical from event
      where stream = any($1) and (type = any($2) or (type = any($3) and payload ->> 'batch' = $4))`,
    [streams, eventTypesExported('always'), eventTypesExported('of this batch'), batch],
  );

const exportRank = ({ stream }: CanonicalEvent): number => EXPORT_ORDER.findIndex((noun) => stream.startsWith(noun));
const byExportOrder = (a: CanonicalEvent, b: CanonicalEvent): number =>
  exportRank(a) - exportRank(b) || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq);

/** The exact bytes of free texts, in order of their digests; those that were shredded are absent. */
export const readFreeTextBytes = (database: Database, digests: readonly string[]): Promise<{ bytes: Buffer }[]> =>
  database.query<{ bytes: Buffer }>(
    `select bytes from content where digest = any($1) and media = 'text/autolog' order by digest`,
    [digests],
  );
