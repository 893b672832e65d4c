import type { BatchEvent } from '@autolog/domain/batch/event';
import type { Recorded } from '@autolog/domain/event';
import type { Stamp } from '@autolog/domain/event';
import { evolveBatch } from '@autolog/domain/batch/state/evolve-batch';
import { RecordVerifier } from '@autolog/domain/batch/verify/record-verifier';
import { isHeld, type Batch } from '@autolog/domain/batch/state/batch';
import type { BatchId, Instant, PersonId } from '@autolog/domain/brand';
import { isSettled } from '@autolog/domain/batch/state/readiness';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { Signature } from '@autolog/domain/signature';
import { eventName, type EventEnvelope } from './parse-events.js';
import type { BrokenRule, FaultCollector, RecordSummary, RecordedSignature } from './report.js';

const PERSON = 'person/';
/** More broken rules than these are not looked for. */
const BROKEN_MAX = 100;

type ReplayResult = Readonly<{
  state: Batch;
  /** Events that break a rule of the batch; absent without the recipe, which the rules depend on. */
  broken?: readonly BrokenRule[];
}>;

/** Replays the events of the batch and checks each against the rules; undefined when they are not a batch's history. */
export function replay(
  events: readonly EventEnvelope[],
  stream: string,
  recipe: Recipe | undefined,
  faults: FaultCollector,
): ReplayResult | undefined {
  const own = events.filter((event) => event.stream === stream);
  const names = peopleOf(events);
  const verifier = recipe && new RecordVerifier(recipe);
  const broken: BrokenRule[] = [];
  let state: Batch | undefined;
  for (const [n, event] of own.entries()) {
    if (event.seq !== n + 1) {
      const missing = n === 0 ? 'its beginning is missing' : `number ${String(n + 1)} is missing or out of order`;
      faults.add('event', eventName(event), `does not follow the one before it: ${missing}`);
      return undefined;
    }
    const person = event.actor.startsWith(PERSON) ? (event.actor.slice(PERSON.length) as PersonId) : undefined;
    const name = names.get(event.actor)?.name;
    const stamp: Stamp = { at: event.at as Instant, seq: event.seq, ...(person && { person }), ...(name && { name }) };
    const batchEvent = { ...event.payload, type: event.type, v: event.v } as unknown as BatchEvent;
    if (verifier && broken.length < BROKEN_MAX)
      broken.push(...brokenRules(verifier, state, { event: batchEvent, stamp }, event));
    try {
      state = evolveBatch(state, stream.slice('batch/'.length) as BatchId, { event: batchEvent, stamp });
    } catch (error) {
      faults.add('event', eventName(event), error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
  return state && { state, ...(verifier && { broken }) };
}

/** The recipe of a bundle may have any shape. An event that cannot be checked with it is reported as a broken rule. */
function brokenRules(
  verifier: RecordVerifier,
  state: Batch | undefined,
  recorded: Recorded<BatchEvent>,
  event: EventEnvelope,
): readonly BrokenRule[] {
  let sentences: readonly string[];
  try {
    sentences = verifier.violationsOf(state, recorded);
  } catch (error) {
    sentences = [`cannot be checked with this recipe: ${error instanceof Error ? error.message : String(error)}`];
  }
  return sentences.map((sentence) => ({ event: eventName(event), says: sentence }));
}

type RegisteredPerson = Readonly<{ name: string; userName: string }>;

/** People by their stream, as they are registered in this bundle. */
const peopleOf = (events: readonly EventEnvelope[]): ReadonlyMap<string, RegisteredPerson> =>
  new Map(
    events.flatMap(({ stream, type, payload }): [string, RegisteredPerson][] =>
      type === 'PersonRegistered' ? [[stream, payload as unknown as RegisteredPerson]] : [],
    ),
  );

/** Lists the signatures of the batch. A signature whose names differ from the signer's registration is a fault. */
export function signaturesOf(
  events: readonly EventEnvelope[],
  stream: string,
  faults: FaultCollector,
): readonly RecordedSignature[] {
  const names = peopleOf(events);
  const signatures: RecordedSignature[] = [];
  for (const event of events) {
    const { signature } = event.payload as { signature?: Signature };
    if (!signature) continue;
    const person = names.get(PERSON + signature.person);
    if (person?.name !== signature.name || person.userName !== signature.userName) {
      faults.add(
        'event',
        eventName(event),
        `is signed by ${signature.name}, who is not registered in this record by that name`,
      );
    }
    if (event.stream === stream) signatures.push({ seq: event.seq, about: signedSubject(event), signature });
  }
  return signatures;
}

function signedSubject({ type, payload }: EventEnvelope): string {
  const { step, exception, certificate } = payload as Partial<Record<string, string>>;
  if (step !== undefined) return `step ${step}`;
  if (exception !== undefined) return `exception ${exception}`;
  return certificate === undefined ? type : `certificate ${certificate}`;
}

/** Summarizes the state of the batch for a person who does not read events. */
export function summarizeRecord(
  state: Batch,
  signatures: readonly RecordedSignature[],
  exports: number,
  recipe?: Recipe,
): RecordSummary {
  const exceptions = [...state.exceptions.values()];
  return {
    events: state.seq,
    status: state.status,
    held: isHeld(state),
    stepsDone: [...state.steps.values()].filter(({ status }) => status === 'done').length,
    stepsOpen: recipe ? allSteps(recipe).flatMap(({ id }) => (isSettled(state, id) ? [] : [id])) : [],
    exceptions: {
      all: exceptions.length,
      open: exceptions.filter(({ assessed }) => !assessed).length,
      critical: exceptions.filter(({ severity }) => severity === 'critical').length,
    },
    signatures,
    ...(state.certificate && { certificate: state.certificate }),
    exports,
  };
}
