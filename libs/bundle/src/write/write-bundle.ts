import type { BatchEvent, ExportedBundle } from '@autolog/domain/batch/event';
import type { Digest } from '@autolog/domain/brand';
import type { RecipeEvent } from '@autolog/domain/recipe/event';
import {
  BUNDLE_EVENTS_MAX,
  BUNDLE_FORMAT,
  BUNDLE_MEMBER,
  type BundleKeys,
  type BundleProof,
  type Manifest,
  type MemberDigest,
} from '../format.js';
import { BundleTooLarge, type BundleWriter } from './bundle-writer.js';
import type { ExportedEvents } from './exported-events.js';
import { gapsFile, type ExportedGap } from './gaps.js';
import { eventLines, jsonBytes, memberDigestOf, textBytes } from './members.js';
import { readme, type BundleDescription } from './readme.js';
import type { CanonicalEvent } from './related-events.js';
import { writeReadings, type ReadingsSource, type ServingDevice } from './write-readings.js';

type EventOfType<Type extends string> = Extract<BatchEvent | RecipeEvent, { type: Type }>;
type ExportContext = Readonly<{
  export: string;
  batch: string;
  site: Manifest['site'];
  software: string;
  createdAt: string;
}>;

/** What a bundle says about its batch, from the events of that batch; undefined when there is no such batch. */
export function describeBundle(
  events: ExportedEvents,
  { batch: id, site, ...context }: ExportContext,
): BundleDescription | undefined {
  const created = events.payloadOf<EventOfType<'BatchCreated'>>('BatchCreated');
  if (!created) return undefined;
  const started = events.payloadOf<EventOfType<'BatchStarted'>>('BatchStarted');
  const recipe = events.payloadOf<EventOfType<'RecipeImported'>>('RecipeImported');
  const { number, coi, orderNumber, simulated } = created;
  return {
    format: BUNDLE_FORMAT,
    export: context.export,
    batch: { id, number, coi, orderNumber, simulated },
    recipe: {
      code: recipe?.code ?? '',
      version: recipe?.version ?? '',
      hash: started?.recipeHash ?? created.recipeHash,
    },
    site,
    software: context.software,
    createdAt: context.createdAt,
  };
}

/** What does not depend on the batch's later events. */
type FixedContents = Readonly<{
  recipe: Readonly<{ yaml: Uint8Array; json: Uint8Array }>;
  devices: readonly ServingDevice[];
  readings: ReadingsSource;
  gaps: readonly ExportedGap[];
  keys: BundleKeys;
}>;
export type FixedMembers = Readonly<{
  members: readonly MemberDigest[];
  readings: Manifest['readings'];
  gaps: number;
}>;

/** Writes every file that is complete before the export event is appended. */
export async function writeFixedMembers(
  file: BundleWriter,
  about: BundleDescription,
  { recipe, devices, readings, gaps, keys }: FixedContents,
): Promise<FixedMembers> {
  const first = [
    await file.put(BUNDLE_MEMBER.readme, textBytes(readme(about))),
    await file.put(BUNDLE_MEMBER.recipeYaml, recipe.yaml),
    await file.put(BUNDLE_MEMBER.recipe, recipe.json),
  ];
  const written = await writeReadings(file, devices, readings);
  const last = [
    await file.put(BUNDLE_MEMBER.gaps, gapsFile(gaps)),
    await file.put(BUNDLE_MEMBER.keys, jsonBytes(keys)),
  ];
  return { members: [...first, ...written.members, ...last], readings: written.readings, gaps: gaps.length };
}

/** The files that change with every event of the batch, and the export event's content, which names all files. */
export type FinalMembers = Readonly<{
  exported: ExportedBundle;
  texts: Uint8Array;
  manifest: Uint8Array;
  events: readonly CanonicalEvent[];
}>;

/** Makes the final members from the events read so far. The batch stays locked until the export event is appended. */
export async function finalMembersOf(
  events: ExportedEvents,
  fixed: FixedMembers,
  about: BundleDescription,
): Promise<FinalMembers> {
  const { all } = events;
  if (all.length > BUNDLE_EVENTS_MAX) throw new BundleTooLarge();
  const texts = await events.freeTexts();
  const members = [...fixed.members, memberDigestOf(BUNDLE_MEMBER.texts, texts.bytes)];
  const manifest = jsonBytes({ ...about, members, readings: fixed.readings } satisfies Manifest);
  const named = [
    ...members,
    memberDigestOf(BUNDLE_MEMBER.manifest, manifest),
    memberDigestOf(BUNDLE_MEMBER.events, eventLines(all)),
  ];
  const exported = {
    export: about.export,
    format: about.format,
    members: named.map(({ sha256, ...member }) => ({ ...member, sha256: sha256 as Digest })),
    events: all.length,
    texts: texts.count,
    readings: fixed.readings.reduce((sum, { rows }) => sum + rows, 0),
    gaps: fixed.gaps,
  };
  return { exported, texts: texts.bytes, manifest, events: all };
}

/** Writes the final members once the export event is appended. `prove` waits until all events are in the signed log. */
export async function writeFinalMembers(
  file: BundleWriter,
  { texts, manifest, events }: FinalMembers,
  exportEvent: CanonicalEvent,
  prove: (events: readonly CanonicalEvent[]) => Promise<Readonly<{ proof: BundleProof; note: string }>>,
): Promise<void> {
  await file.put(BUNDLE_MEMBER.texts, texts);
  await file.put(BUNDLE_MEMBER.manifest, manifest);
  const all = [...events, exportEvent];
  await file.put(BUNDLE_MEMBER.events, eventLines(all));
  const { proof, note } = await prove(all);
  await file.put(BUNDLE_MEMBER.proof, jsonBytes(proof));
  await file.put(BUNDLE_MEMBER.checkpoint, textBytes(note));
}
