import type { Manifest } from '../format.js';
import { freeTextDigests } from '@autolog/domain/batch/free-text-digests';
import { STEPS_MAX } from '@autolog/domain/recipe/check/check-recipe';
import { checkRepetitions, expandedStepCount } from '@autolog/domain/recipe/check/check-repetitions';
import { allOperations, allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { digestOf } from '../sha256.js';
import { eventName, type EventEnvelope } from './parse-events.js';
import type { FaultCollector, VerificationReport } from './report.js';

/** Past these the texts were made to keep their reader busy. */
const TEXT_FAULTS_MAX = 10;
const NOT_RECOVERED = Buffer.from(',false');

type PayloadFields = Readonly<Record<string, unknown>>;

/** The bundle says of itself what its events say, and holds the events of one batch, each once. */
export function checkManifest(
  manifest: Manifest,
  events: readonly EventEnvelope[],
  stream: string,
  faults: FaultCollector,
): void {
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
  for (const [what, claimed, recorded] of claims) {
    if (claimed !== recorded) faults.add('file', 'manifest.json', `names another ${what} than the events do`);
  }
}

/** The recipe that the batch was created for or started with, if it is the one that was hashed into the record and approved. */
export function checkRecipe(
  { json, yaml }: Readonly<{ json: Buffer; yaml: Buffer }>,
  events: readonly EventEnvelope[],
  report: VerificationReport,
  faults: FaultCollector,
): Recipe | undefined {
  const hash = digestOf(json);
  const imported = payloadOf(events, 'RecipeImported');
  const approved = payloadOf(events, 'RecipeApproved');
  const started = payloadOf(events, 'BatchStarted') !== undefined;
  if (hash !== recipeHashOf(events))
    faults.add('recipe', 'recipe.json', `is not the recipe this batch was ${started ? 'started with' : 'created for'}`);
  if (hash !== imported?.['hash'] || digestOf(yaml) !== imported['yaml']) {
    faults.add('recipe', 'recipe.yaml', 'is not the recipe that was imported');
  }
  if (hash !== approved?.['hash']) faults.add('recipe', 'recipe.json', 'is not the recipe that was approved');
  report.recipe = { code: String(imported?.['code']), version: String(imported?.['version']), hash, started };
  if (hash !== recipeHashOf(events)) return undefined;
  const recipe = parseBundledRecipe(json);
  if (!recipe) faults.add('recipe', 'recipe.json', 'cannot be read as a recipe');
  return recipe;
}

/**
 * Whose steps can be counted. Not checked by today's rules, which may be stricter than those it was approved under; and
 * not believed: a repetition is written out only when it is one that a recipe can have.
 */
function parseBundledRecipe(json: Buffer): Recipe | undefined {
  try {
    const recipe = JSON.parse(json.toString('utf8')) as Recipe;
    if (checkRepetitions(recipe).length > 0 || expandedStepCount(recipe) > STEPS_MAX) return undefined;
    // Every operation has a step: more of them than that were made to keep their reader busy.
    if (allOperations(recipe).length > STEPS_MAX) return undefined;
    return allSteps(recipe).every(({ id }) => typeof id === 'string') ? recipe : undefined;
  } catch {
    return undefined;
  }
}

/** Each text is one that an event names; of those that events name and that are not here, each is said by its event. */
export function checkTexts(
  content: Buffer,
  events: readonly EventEnvelope[],
  report: VerificationReport,
  faults: FaultCollector,
): void {
  const mentioned = new Set(events.flatMap(({ payload }) => JSON.stringify(payload).match(/[0-9a-f]{64}/g) ?? []));
  const present = new Set<string>();
  let bad = 0;
  for (let at = 0; at < content.length && bad < TEXT_FAULTS_MAX;) {
    const end = content.indexOf(0x0a, at);
    const digest = digestOf(content.subarray(at, end < 0 ? content.length : end));
    if (present.has(digest) || !mentioned.has(digest)) {
      const says = present.has(digest) ? 'is a text that stands there twice' : 'is a text that no event names';
      faults.add('text', digest.slice(0, 16), says);
      bad += 1;
    }
    present.add(digest);
    at = end < 0 ? content.length : end + 1;
  }
  const missing = new Map<string, string>();
  for (const event of events) {
    for (const digest of freeTextDigests(event.payload)) {
      if (!present.has(digest) && !missing.has(digest)) missing.set(digest, eventName(event));
    }
  }
  const absent = [...missing].map(([sha256, event]) => ({ event, sha256 }));
  report.texts = { present: present.size, absent: absent.length, missing: absent };
}

/** Gaps as they stand in gaps.csv: `recovered` is the last field. */
export function countGaps(content: Buffer): Readonly<{ gaps: number; unrecovered: number }> {
  let [gaps, unrecovered, start] = [0, 0, content.indexOf(0x0a) + 1];
  // Byte by byte, and no line kept: how many there are is for whoever made the file to say.
  for (let at = start; start > 0 && at <= content.length; at += 1) {
    if (at < content.length && content[at] !== 0x0a) continue;
    if (at > start) {
      gaps += 1;
      if (content.subarray(Math.max(start, at - NOT_RECOVERED.length), at).equals(NOT_RECOVERED)) unrecovered += 1;
    }
    start = at + 1;
  }
  return { gaps, unrecovered };
}

const payloadOf = (events: readonly EventEnvelope[], wanted: string): PayloadFields | undefined =>
  events.find(({ type }) => type === wanted)?.payload;

const recipeHashOf = (events: readonly EventEnvelope[]): unknown =>
  (payloadOf(events, 'BatchStarted') ?? payloadOf(events, 'BatchCreated'))?.['recipeHash'];
