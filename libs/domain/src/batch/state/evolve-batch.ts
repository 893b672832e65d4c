import type { BatchId, Digest, Instant, LotId, PersonId } from '../../brand.js';
import { anchorTimeSetBy } from './anchor-time.js';
import type { Recorded, Stamp } from '../../event.js';
import type { BatchEvent, BatchEventOf, StepOutcome } from '../event.js';
import {
  performedOf,
  type Batch,
  type BatchException,
  type Correction,
  type Hold,
  type Performed,
  type StepRecord,
  type Timer,
} from './batch.js';

/** The private draft: the same object all the way, so that ten thousand events cost no copies. */
type BatchDraft = {
  -readonly [
    Key in keyof Omit<Batch, 'steps' | 'anchors' | 'timers' | 'exceptions' | 'participants' | 'opened'>
  ]: Batch[Key];
} & {
  steps: Map<string, StepRecord>;
  anchors: Map<string, Instant>;
  timers: Map<string, Timer>;
  exceptions: Map<string, BatchException>;
  participants: Set<PersonId>;
  opened: Map<LotId, Instant>;
};

/**
 * The state after one more event of the log. May change `state` in place: the caller goes on with the result only.
 * Throws when the log is corrupt: an unknown event, an event before BatchCreated, an event about nothing.
 */
export function evolveBatch(state: Batch | undefined, id: BatchId, recorded: Recorded<BatchEvent>): Batch {
  const { event, stamp } = recorded;
  if (event.type === 'BatchCreated') {
    if (state) throw new Error(`batch ${id} is created twice: the log is corrupt`);
    return created(id, event, stamp);
  }
  if (!state) throw new Error(`${event.type} precedes BatchCreated in batch ${id}: the log is corrupt`);
  const draft = state as BatchDraft;
  apply(draft, event, stamp);
  draft.seq = stamp.seq;
  return draft;
}

function created(id: BatchId, event: BatchEventOf<'BatchCreated'>, stamp: Stamp): BatchDraft {
  return {
    id,
    seq: stamp.seq,
    status: 'created',
    number: event.number,
    therapy: event.therapy,
    coi: event.coi,
    orderNumber: event.orderNumber,
    recipe: event.recipe,
    recipeHash: event.recipeHash,
    simulated: event.simulated,
    createdAt: stamp.at,
    holds: [],
    steps: new Map(),
    anchors: new Map(),
    timers: new Map(),
    exceptions: new Map(),
    participants: new Set(),
    opened: new Map(),
  };
}

function apply(draft: BatchDraft, event: Exclude<BatchEvent, BatchEventOf<'BatchCreated'>>, stamp: Stamp): void {
  switch (event.type) {
    case 'BatchStarted':
      draft.status = 'in_process';
      draft.startedAt = stamp.at;
      draft.recipeHash = event.recipeHash;
      draft.room = { id: event.room, code: event.roomCode };
      return;
    case 'DeviceBound':
      draft.device = { id: event.device, code: event.deviceCode };
      return;
    case 'BatchHeld':
      draft.holds = [...draft.holds, holdOf(draft, event, stamp)];
      return;
    case 'BatchResumed':
      draft.holds = [];
      return;
    // They are on record; the state of the batch does not change by them.
    case 'DeviceReleased':
    case 'AttemptRefused':
    case 'BatchExported':
      return;
    case 'BatchFinished':
      draft.status = 'finished';
      draft.finishedAt = stamp.at;
      return;
    case 'BatchReviewed':
      draft.status = 'reviewed';
      draft.review = event.signature;
      return;
    case 'BatchCertified':
      draft.status = 'certified';
      draft.certificate = { number: event.certificate, signature: event.signature };
      return;
    case 'BatchRejected':
      draft.status = 'rejected';
      draft.rejection = event.signature;
      return;
    case 'StepStarted':
    case 'StepPerformed':
    case 'StepWitnessed':
    case 'StepCorrected':
    case 'StepNotApplicable':
    case 'StepApplicableAgain':
      applyToStep(draft, event, stamp);
      return;
    case 'TimerArmed':
    case 'TimerFired':
    case 'TimerDisarmed':
      applyToTimer(draft, event, stamp);
      return;
    case 'ExceptionRaised':
    case 'ExceptionAssessed':
      applyToException(draft, event, stamp);
      return;
    default:
      return unknownEvent(event);
  }
}

function applyToStep(
  draft: BatchDraft,
  event: BatchEventOf<
    'StepStarted' | 'StepPerformed' | 'StepWitnessed' | 'StepCorrected' | 'StepNotApplicable' | 'StepApplicableAgain'
  >,
  stamp: Stamp,
): void {
  const record = draft.steps.get(event.step);
  switch (event.type) {
    case 'StepStarted':
      draft.steps.set(event.step, {
        status: 'in_progress',
        startedAt: stamp.at,
        ...(stamp.person && { startedBy: stamp.person }),
      });
      return;
    case 'StepPerformed':
      addParticipants(draft, stamp.person, event.signature?.person);
      if (event.sets) draft.anchors.set(event.sets, anchorTimeSetBy(event, stamp.at));
      recordOpenedContainer(draft, event.outcome, stamp.at);
      draft.steps.set(event.step, {
        status: event.awaitsWitness ? 'awaiting_witness' : 'done',
        startedAt: record?.status === 'in_progress' ? record.startedAt : stamp.at,
        performedAt: stamp.at,
        ...(stamp.person && { performedBy: stamp.person }),
        ...(stamp.name !== undefined && { performedByName: stamp.name }),
        outcome: event.outcome,
        ...(event.signature && { signature: event.signature }),
        corrected: [],
      });
      return;
    case 'StepWitnessed':
      addParticipants(draft, event.signature.person);
      draft.steps.set(event.step, {
        ...performedOrThrow(event.step, record),
        status: 'done',
        witness: event.signature,
      });
      return;
    case 'StepCorrected':
      addParticipants(draft, stamp.person, event.signature?.person);
      draft.steps.set(event.step, correctedRecord(performedOrThrow(event.step, record), event, stamp));
      return;
    case 'StepNotApplicable':
      draft.steps.set(event.step, { status: 'not_applicable', at: stamp.at, because: event.because });
      return;
    case 'StepApplicableAgain':
      draft.steps.delete(event.step);
      return;
    default:
      return unknownEvent(event);
  }
}

/** The new value has no witness yet; the signatures of the old one stay visible on what they signed. */
function correctedRecord(record: Performed, event: BatchEventOf<'StepCorrected'>, stamp: Stamp): StepRecord {
  const witness = record.status === 'done' ? record.witness : undefined;
  const { startedAt, performedAt, performedBy, performedByName, signature } = record;
  const correction: Correction = {
    was: event.was,
    at: stamp.at,
    ...(stamp.person && { by: stamp.person }),
    ...(stamp.name !== undefined && { byName: stamp.name }),
    reason: event.reason,
    ...(signature && { signature }),
    ...(witness && { witness }),
  };
  return {
    status: event.awaitsWitness ? 'awaiting_witness' : 'done',
    startedAt,
    performedAt,
    ...(performedBy && { performedBy }),
    ...(performedByName !== undefined && { performedByName }),
    outcome: event.now,
    ...(event.signature && { signature: event.signature }),
    corrected: [...record.corrected, correction],
  };
}

function performedOrThrow(step: string, record: StepRecord | undefined): Performed {
  const known = performedOf(record);
  if (!known) throw new Error(`step ${step} was not performed: the log is corrupt`);
  return known;
}

/** A lot has one container in use: the last one that was opened. */
function recordOpenedContainer(draft: BatchDraft, outcome: StepOutcome, at: Instant): void {
  if (outcome.kind === 'scan' && outcome.opens && outcome.lot) draft.opened.set(outcome.lot, at);
}

function addParticipants(draft: BatchDraft, ...people: readonly (PersonId | undefined)[]): void {
  for (const person of people) if (person) draft.participants.add(person);
}

function applyToTimer(
  draft: BatchDraft,
  event: BatchEventOf<'TimerArmed' | 'TimerFired' | 'TimerDisarmed'>,
  stamp: Stamp,
): void {
  if (event.type === 'TimerArmed') {
    const { timer, step, purpose, dueAt } = event;
    draft.timers.set(timer, { name: timer, step, purpose, dueAt, armedAt: stamp.at, status: 'armed' });
    return;
  }
  const timer = draft.timers.get(event.timer);
  if (!timer) throw new Error(`timer ${event.timer} was never armed: the log is corrupt`);
  draft.timers.set(event.timer, { ...timer, status: event.type === 'TimerFired' ? 'fired' : 'disarmed' });
}

/** The event names an exception of this batch, or the digest of what a person wrote. */
function holdOf(draft: BatchDraft, { cause }: BatchEventOf<'BatchHeld'>, { at, name }: Stamp): Hold {
  if (draft.exceptions.has(cause)) return { since: at, exception: cause };
  return { since: at, reason: cause as Digest, ...(name !== undefined && { byName: name }) };
}

function applyToException(
  draft: BatchDraft,
  event: BatchEventOf<'ExceptionRaised' | 'ExceptionAssessed'>,
  stamp: Stamp,
): void {
  if (event.type === 'ExceptionRaised') {
    draft.exceptions.set(event.exception, {
      id: event.exception,
      class: event.class,
      severity: event.severity,
      ...(event.step !== undefined && { step: event.step }),
      observation: event.deviation,
      raisedAt: stamp.at,
      ...(stamp.name !== undefined && { raisedByName: stamp.name }),
      ...(event.reason && { reason: event.reason }),
    });
    return;
  }
  const exception = draft.exceptions.get(event.exception);
  if (!exception) throw new Error(`exception ${event.exception} was never raised: the log is corrupt`);
  const { disposition, assessment, signature } = event;
  draft.exceptions.set(event.exception, {
    ...exception,
    assessed: { result: disposition, text: assessment, signature },
  });
}

function unknownEvent(event: never): never {
  throw new Error(`unknown event ${JSON.stringify(event)}: this version cannot read this log`);
}
