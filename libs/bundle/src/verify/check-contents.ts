import type { Manifest } from '../format.js';
import { freeTextDigests } from '@autolog/domain/batch/free-text-digests';
import { STEPS_MAX } from '@autolog/domain/recipe/check/check-recipe';
import { checkRepetitions, expandedStepCount } from '@autolog/domain/recipe/check/check-repetitions';
import { allOperations, allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { digestOf } from '../sha256.js';
import { eventName, type EventEnvelope } from './parse-events.js';
import type { FaultCollector, VerificationReport } from './report.js';

/** More faults than these in texts.jsonl are not listed. */
const TEXT_FAULTS_MAX = 10;
const NOT_RECOVERED = Buffer.from(',false');

type PayloadFields = Readonly<Record<string, unknown>>;

/** Checks that the manifest says what the events say, and that the events are those of one batch, each once. */
export function checkManifest(
  manifest: Manifest,
  events: readonly EventEnvelope[],
  stream: string,
  faults: FaultCollector,
): void {
  const seen = new Set<string>();
  for (const event of events) {
    const place = `${event.stream} ${String(event.seq)}`;
    if (seen.has(place)) faults.add('event', eventName(event), 'occurs twice in the bundle');
    if (event.stream.startsWith('batch/') && event.stream !== stream) {
      faults.add('event', eventName(event), 'belongs to another batch');
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
    if (claimed !== recorded) faults.add('file', 'manifest.json', `names another ${what} than the events`);
  }
}

/** Checks that the recipe was imported, approved and used. Returns it if the rules can be checked with it. */
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
 * The recipe, if its steps can be listed. Today's recipe rules are not applied: it may have been approved under older
 * ones. Its limits are: a recipe in a bundle may have been made to exhaust its reader.
 */
function parseBundledRecipe(json: Buffer): Recipe | undefined {
  try {
    const recipe = JSON.parse(json.toString('utf8')) as Recipe;
    if (checkRepetitions(recipe).length > 0 || expandedStepCount(recipe) > STEPS_MAX) return undefined;
    // Every operation has at least one step, so there are never more operations than steps.
    if (allOperations(recipe).length > STEPS_MAX) return undefined;
    return allSteps(recipe).every(({ id }) => typeof id === 'string') ? recipe : undefined;
  } catch {
    return undefined;
  }
}

/** Checks that an event names each text, and lists the texts that events name and that are not here. */
export function checkTexts(
  content: Buffer,
  events: readonly EventEnvelope[],
  report: VerificationReport,
  faults: FaultCollector,
): void {
  const mentioned = new Set(events.flatMap(({ payload }) => JSON.stringify(payload).match(/[0-9a-f]{64}/g) ?? []));
  const present = new Set<string>();
  let faultCount = 0;
  for (let at = 0; at < content.length && faultCount < TEXT_FAULTS_MAX;) {
    const end = content.indexOf(0x0a, at);
    const digest = digestOf(content.subarray(at, end < 0 ? content.length : end));
    if (present.has(digest) || !mentioned.has(digest)) {
      const sentence = present.has(digest) ? 'is a text that occurs twice' : 'is a text that no event names';
      faults.add('text', digest.slice(0, 16), sentence);
      faultCount += 1;
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

/** Counts the gaps in gaps.csv. `recovered` is the last field of a line. */
export function countGaps(content: Buffer): Readonly<{ gaps: number; unrecovered: number }> {
  let [gaps, unrecovered, start] = [0, 0, content.indexOf(0x0a) + 1];
  // Byte by byte, keeping no line: the file decides how many there are.
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
