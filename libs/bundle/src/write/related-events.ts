import { freeTextDigests } from '@autolog/domain/batch/free-text-digests';
import { UUID } from '@autolog/domain/brand';
import { streamOf, type EventOf, type StreamName } from '@autolog/domain/stream/stream';

/** An event exactly as it was hashed. */
export type CanonicalEvent = Readonly<{ stream: StreamName; seq: number; canonical: string }>;

type RelatedEvent = Exclude<EventOf[keyof EventOf], EventOf['batch']>;
type ExportRule = 'always' | 'of this batch' | 'never';

/**
 * Which events of other streams one needs to read the record of a batch. A new event type does not compile until its
 * author has decided whether an inspector needs it, and whether it could mention another patient's batch.
 */
const EXPORT_RULES: Readonly<Record<RelatedEvent['type'], ExportRule>> = {
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
const typesExported = (wanted: ExportRule): readonly string[] =>
  Object.entries(EXPORT_RULES).flatMap(([type, rule]) => (rule === wanted ? [type] : []));

/** Event types that are exported from every related stream. */
export const TYPES_ALWAYS_EXPORTED = typesExported('always');
/** Event types that are exported only when their payload names this batch. */
export const TYPES_EXPORTED_OF_THIS_BATCH = typesExported('of this batch');

/** The order of the categories in a bundle. The batch itself comes after them. */
const EXPORT_ORDER = ['site', 'recipe', 'therapy', 'person', 'room', 'equipment', 'lot'] as const;

/** What events refer to: other streams by their ids, people, and free texts by their digests. */
export class EventReferences {
  readonly ids = new Set<string>();
  readonly people = new Set<StreamName>();
  readonly texts = new Set<string>();
  therapy: string | undefined;
  recipe: string | undefined;

  collect(events: readonly CanonicalEvent[]): void {
    for (const { canonical } of events) {
      const { actor, type, payload } = JSON.parse(canonical) as ReferringEvent;
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
type ReferringEvent = Readonly<{ actor: string; type: string; payload: object }>;
type BatchCreatedReferences = Readonly<{ therapy: string; recipe: string }>;

/**
 * The events of other streams that the events of a batch refer to, in the order of a bundle. `references` also collects
 * what those events refer to. `readRelated` reads the exported types of the streams it is given.
 */
export async function collectRelatedEvents(
  references: EventReferences,
  readRelated: (streams: readonly StreamName[]) => Promise<readonly CanonicalEvent[]>,
): Promise<readonly CanonicalEvent[]> {
  const { therapy, recipe } = references;
  const ids = [...references.ids];
  // A scanned code may look like an id, so orders and recipes are never found by id: the batch names its own two.
  const streams = [
    'site',
    ...(therapy ? [streamOf('therapy', therapy)] : []),
    ...(recipe ? [streamOf('recipe', recipe)] : []),
    ...(['room', 'equipment', 'lot'] as const).flatMap((category) => ids.map((id) => streamOf(category, id))),
  ];
  const related = [...(await readRelated(streams))];
  references.collect(related);
  const seen = new Set<StreamName>();
  for (;;) {
    const people = [...references.people].filter((stream) => !seen.has(stream));
    if (people.length === 0) break;
    for (const stream of people) seen.add(stream);
    const found = await readRelated(people);
    // The person who registered somebody is also a person of this record and must be found by name.
    references.collect(found);
    related.push(...found);
  }
  return related.sort(byExportOrder);
}

const exportRank = ({ stream }: CanonicalEvent): number =>
  EXPORT_ORDER.findIndex((category) => stream.startsWith(category));
const byExportOrder = (a: CanonicalEvent, b: CanonicalEvent): number =>
  exportRank(a) - exportRank(b) || (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.seq - b.seq);
