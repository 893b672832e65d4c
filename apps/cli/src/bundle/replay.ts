import type { BatchEvent, Recorded, Stamp } from '@autolog/domain/batch/event';
import { evolveBatch } from '@autolog/domain/batch/evolve';
import { Judge } from '@autolog/domain/batch/judge';
import { isHeld, type Batch } from '@autolog/domain/batch/state';
import type { BatchId, Instant, PersonId } from '@autolog/domain/brand';
import { isSettled } from '@autolog/domain/readiness';
import { allSteps } from '@autolog/domain/recipe/find';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { Signature } from '@autolog/domain/signature';
import { eventName, type Envelope } from './events.js';
import type { BrokenRule, Faults, RecordSummary, SignatureLine } from './report.js';

const PERSON = 'person/';
/** Past these the record was made to keep its reader busy. */
const BROKEN_MAX = 100;

type Replayed = Readonly<{
  state: Batch;
  /** What breaks a rule of the batch; absent without the recipe that the rules rest on. */
  broken?: readonly BrokenRule[];
}>;

/** The batch as its own events make it, each judged where it stands; undefined when they make none. */
export function replay(
  events: readonly Envelope[],
  stream: string,
  recipe: Recipe | undefined,
  faults: Faults,
): Replayed | undefined {
  const own = events.filter((event) => event.stream === stream);
  const names = namesOf(events);
  const judge = recipe && new Judge(recipe);
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
    const said = { ...event.payload, type: event.type, v: event.v } as unknown as BatchEvent;
    if (judge && broken.length < BROKEN_MAX) broken.push(...brokenBy(judge, state, { event: said, stamp }, event));
    try {
      state = evolveBatch(state, stream.slice('batch/'.length) as BatchId, { event: said, stamp });
    } catch (error) {
      faults.add('event', eventName(event), error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
  return state && { state, ...(judge && { broken }) };
}

/** A recipe that came in a bundle may be of any shape: what cannot be judged by it is said, and is no reason to fall over. */
function brokenBy(
  judge: Judge,
  state: Batch | undefined,
  recorded: Recorded<BatchEvent>,
  event: Envelope,
): readonly BrokenRule[] {
  let clauses: readonly string[];
  try {
    clauses = judge.brokenBy(state, recorded);
  } catch (error) {
    clauses = [`cannot be judged by this recipe: ${error instanceof Error ? error.message : String(error)}`];
  }
  return clauses.map((says) => ({ event: eventName(event), says }));
}

type Person = Readonly<{ name: string; userName: string }>;

/** People by their stream, named as they are registered in this bundle. */
const namesOf = (events: readonly Envelope[]): ReadonlyMap<string, Person> =>
  new Map(
    events.flatMap(({ stream, type, payload }): [string, Person][] =>
      type === 'PersonRegistered' ? [[stream, payload as unknown as Person]] : [],
    ),
  );

/** Every signature in these events; one that names its signer otherwise than that person is registered is a fault. */
export function signaturesOf(events: readonly Envelope[], stream: string, faults: Faults): readonly SignatureLine[] {
  const names = namesOf(events);
  const lines: SignatureLine[] = [];
  for (const event of events) {
    const { signature } = event.payload as { signature?: Signature };
    if (!signature) continue;
    const person = names.get(PERSON + signature.person);
    if (person?.name !== signature.name || person.userName !== signature.userName) {
      faults.add('event', eventName(event), `is signed by ${signature.name}, who is not in this record by that name`);
    }
    if (event.stream === stream) lines.push({ seq: event.seq, about: aboutOf(event), signature });
  }
  return lines;
}

function aboutOf({ type, payload }: Envelope): string {
  const { step, exception, certificate } = payload as Partial<Record<string, string>>;
  if (step !== undefined) return `step ${step}`;
  if (exception !== undefined) return `exception ${exception}`;
  return certificate === undefined ? type : `certificate ${certificate}`;
}

/** What the batch has come to, for a person who reads no events. */
export function summaryOf(
  state: Batch,
  signatures: readonly SignatureLine[],
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
