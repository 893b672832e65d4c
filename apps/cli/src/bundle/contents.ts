import type { Manifest } from '@autolog/contract/bundle';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { sha256Hex } from './sha256.js';
import { eventName, type Envelope } from './events.js';
import type { Faults, Report } from './report.js';

type Fields = Readonly<Record<string, unknown>>;

/** The bundle says of itself what its events say, and holds the events of one batch, each once. */
export function checkAbout(manifest: Manifest, events: readonly Envelope[], stream: string, faults: Faults): void {
  const seen = new Set<string>();
  for (const event of events) {
    const place = `${event.stream} ${String(event.seq)}`;
    if (seen.has(place)) faults.add('event', eventName(event), 'stands in the bundle twice');
    if (event.stream.startsWith('batch/') && event.stream !== stream) {
      faults.add('event', eventName(event), 'is of another batch');
    }
    seen.add(place);
  }
  const created = payloadOf(events, 'BatchCreated');
  const founded = payloadOf(events, 'SiteFounded');
  const { batch, site, recipe } = manifest;
  const claims: readonly (readonly [string, unknown, unknown])[] = [
    ['batch', `batch/${batch.id}`, stream],
    ['number', batch.number, created?.['number']],
    ['patient', batch.coi, created?.['coi']],
    ['order', batch.orderNumber, created?.['orderNumber']],
    ['simulated clock', batch.simulated, created?.['simulated']],
    ['recipe', recipe.hash, recipeHashOf(events)],
    ['site', site.name, founded?.['name']],
    ['time zone', site.zone, founded?.['zone']],
    ['profile', site.profile, founded?.['profile']],
  ];
  for (const [what, said, recorded] of claims) {
    if (said !== recorded) faults.add('file', 'manifest.json', `names another ${what} than the events do`);
  }
}

/** The recipe that the batch was made by, if it is the one that was hashed into the record and approved. */
export function checkRecipe(
  { json, yaml }: Readonly<{ json: Buffer; yaml: Buffer }>,
  events: readonly Envelope[],
  report: Report,
  faults: Faults,
): Recipe | undefined {
  const hash = sha256Hex(json);
  const imported = payloadOf(events, 'RecipeImported');
  const approved = payloadOf(events, 'RecipeApproved');
  if (hash !== recipeHashOf(events))
    faults.add('recipe', 'recipe.json', 'is not the recipe this batch was started with');
  if (hash !== imported?.['hash'] || sha256Hex(yaml) !== imported['yaml']) {
    faults.add('recipe', 'recipe.yaml', 'is not the recipe that was imported');
  }
  if (hash !== approved?.['hash']) faults.add('recipe', 'recipe.json', 'is not the recipe that was approved');
  report.recipe = { code: String(imported?.['code']), version: String(imported?.['version']), hash };
  try {
    return JSON.parse(json.toString('utf8')) as Recipe;
  } catch {
    return undefined;
  }
}

/** Each text is one that an event names; those that events name and that were shredded are counted. */
export function checkTexts(content: Buffer, events: readonly Envelope[], report: Report, faults: Faults): void {
  const named = new Set(events.flatMap(({ payload }) => [payload['reason'], payload['assessment']]));
  named.delete(undefined);
  const mentioned = new Set(events.flatMap(({ payload }) => JSON.stringify(payload).match(/[0-9a-f]{64}/g) ?? []));
  const present = new Set<string>();
  for (let at = 0; at < content.length;) {
    const end = content.indexOf(0x0a, at);
    const digest = sha256Hex(content.subarray(at, end < 0 ? content.length : end));
    if (!mentioned.has(digest)) faults.add('text', digest.slice(0, 16), 'is a text that no event names');
    present.add(digest);
    at = end < 0 ? content.length : end + 1;
  }
  const absent = [...named].filter((digest) => !present.has(String(digest))).length;
  report.texts = { present: present.size, absent };
}

/** Gaps as they stand in gaps.csv: `recovered` is the last field. */
export function countGaps(content: Buffer): Readonly<{ gaps: number; unrecovered: number }> {
  const lines = content
    .toString('utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
  return { gaps: lines.length, unrecovered: lines.filter((line) => line.endsWith(',false')).length };
}

const payloadOf = (events: readonly Envelope[], wanted: string): Fields | undefined =>
  events.find(({ type }) => type === wanted)?.payload;

const recipeHashOf = (events: readonly Envelope[]): unknown =>
  (payloadOf(events, 'BatchStarted') ?? payloadOf(events, 'BatchCreated'))?.['recipeHash'];
