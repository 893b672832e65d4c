import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { StepOutcome, TimerPurpose } from '@autolog/domain/batch/event';
import type { AssessmentResult } from '@autolog/domain/exception/exception';
import type { Observation } from '@autolog/domain/exception/exception';
import { ASSESSMENT_RESULTS } from '@autolog/domain/exception/exception';
import type { ExceptionClass, Severity } from '@autolog/domain/exception/exception';
import type { Signature } from '@autolog/domain/signature';
import type { PendingTest, Step } from '@autolog/domain/recipe/recipe';
import { FREE_TEXT_MAX } from '@autolog/domain/input-limits';
import { STEP_KINDS } from '@autolog/domain/step-kind/step-kinds';
import type { Text } from '@autolog/domain/text';
import {
  BooleanField,
  IdField,
  InstantField,
  TextField,
  ObjectField,
  OneOfField,
  PatternField,
  IntegerField,
} from './field.js';
import { IsObject, IsOptional } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import { SignatureProof } from './signature.js';

const ACTIVITY_MAX = 200;

export class CreateBatchBody {
  @IdField() therapy: string;
  @IdField() recipe: string;
}

export class StartBatchBody {
  @IdField() room: string;
  @IdField({ optional: true }) device?: string;
}

/** One shape for every kind of step; the domain refuses what does not fit the step. */
export class StepAnswerBody {
  @OneOfField(STEP_KINDS)
  kind: string;
  @TextField({ optional: true, max: 40, description: 'entry: what the keys said' }) typed?: string;
  @TextField({ optional: true, max: 64, description: 'choice: id of the option' }) choice?: string;
  @TextField({ optional: true, max: 200, description: 'scan, sample: the code as read' }) read?: string;
  @BooleanField({ optional: true, description: 'scan, sample: typed by hand because the label could not be read' })
  byHand?: boolean;
  @ApiProperty({ required: false, type: Object, additionalProperties: { type: 'string' } })
  @IsOptional()
  @IsObject()
  states?: Record<string, string>;
  @TextField({ optional: true, max: ACTIVITY_MAX, description: 'device, activity: what was seen' }) value?: string;
  @InstantField({ optional: true }) sourceTime?: string;
}

/** The log position the person looked at when deciding; a step that moved since is refused with who, when and what. */
export class StartStepBody {
  @IntegerField() asOf: number;
}

export class PerformStepBody {
  @IntegerField() asOf: number;
  @ObjectField(() => StepAnswerBody) answer: StepAnswerBody;
  @TextField({ optional: true, max: FREE_TEXT_MAX, description: 'No patient data. Kept by digest' }) reason?: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class WitnessStepBody {
  @IntegerField() asOf: number;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class CorrectStepBody {
  @IntegerField() asOf: number;
  @ObjectField(() => StepAnswerBody) answer: StepAnswerBody;
  @TextField({ max: FREE_TEXT_MAX }) reason: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class AssessBody {
  @OneOfField(ASSESSMENT_RESULTS) disposition: AssessmentResult;
  @TextField({ max: FREE_TEXT_MAX }) assessment: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class ReasonBody {
  @TextField({ max: FREE_TEXT_MAX }) reason: string;
}

export class SignBody {
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class RejectBody {
  @TextField({ max: FREE_TEXT_MAX }) reason: string;
  @ObjectField(() => SignatureProof, { optional: true }) signature?: SignatureProof;
}

export class ReadingsQuery {
  @PatternField(/^[A-Za-z0-9]{1,40}$/) signal: string;
  @InstantField({ optional: true }) from?: string;
  @InstantField({ optional: true }) to?: string;
  @PatternField(/^\d{1,4}$/, { optional: true, description: 'Buckets wanted, at most 4000' }) width?: string;
}

/** Every command answers with the position its events have in the log of its stream; the screen waits for it. */
export type CommandReply = Readonly<{ stream: string; position: number }>;

/** Every view says the last event it has seen: `asOf` is the stream's sequence number. */
export type ViewPosition = Readonly<{ asOf: number; stream: string }>;

/** GET /api/batches */
export type BatchesReply = ViewPosition & Readonly<{ batches: readonly BatchLine[] }>;
export type BatchLine = Readonly<{
  id: string;
  number: string;
  coi: string;
  orderNumber: string;
  recipe: Readonly<{ id: string; code: string; version: string; title: Text }>;
  status: BatchStatus;
  held: boolean;
  simulated: boolean;
  room?: string;
  device?: string;
  stepsDone: number;
  stepsTotal: number;
  exceptionsOpen: number;
  exceptionsCritical: number;
  createdAt: string;
  startedAt?: string;
}>;

export type StepLineStatus = 'locked' | 'ready' | 'in_progress' | 'awaiting_witness' | 'done' | 'not_applicable';

/** A step as the record has it. Signatures are shown with name, user name, role, meaning and time (P11-50). */
export type StepLine = Readonly<{
  /** The recipe's step, limits left out where the parameter is blind and the step is not done. */
  step: Step;
  operation: string;
  status: StepLineStatus;
  /** Titles of the steps that must be done first, when locked. */
  waitsFor: readonly Text[];
  opensAt?: string;
  closesAt?: string;
  /** The figures or the choice for which the step does not apply. */
  because?: string;
  startedAt?: string;
  startedByName?: string;
  performedAt?: string;
  performedByName?: string;
  outcome?: StepOutcome;
  signature?: Signature;
  witness?: Signature;
  corrected: readonly Readonly<{ was: StepOutcome; at: string; byName?: string; reason: string }>[];
  exceptions: readonly string[];
}>;

/** An operation as it is carried out: each time of a repetition is one of its own. */
export type OperationLine = Readonly<{
  id: string;
  title: Text;
  unitProcedure: Text;
  /** Id of the unit procedure. */
  unit: string;
  /** Planned day of the process; day 0 is the day of activation. */
  day?: number;
  status: 'waiting' | 'open' | 'done';
  stepsDone: number;
  /** Without the steps that do not apply. */
  stepsTotal: number;
}>;

export type StagedReleaseLine = Readonly<{
  reference: string;
  /** `dueAt` is known once the batch is certified. */
  pending: readonly (PendingTest & Readonly<{ dueAt?: string }>)[];
}>;

/** What an activity step is answered with. */
export type ShownActivityLine = Readonly<{ step: string; value: string; sourceTime: string }>;

export type TimerLine = Readonly<{
  name: string;
  step: string;
  title: Text;
  purpose: TimerPurpose;
  dueAt: string;
  status: 'armed' | 'fired' | 'disarmed';
}>;

export type ExceptionLine = Readonly<{
  id: string;
  class: ExceptionClass;
  severity: Severity;
  step?: Readonly<{ id: string; title: Text; number: number }>;
  deviation: Observation;
  raisedAt: string;
  raisedByName?: string;
  reason?: string;
  assessed?: Readonly<{ disposition: AssessmentResult; assessment: string; signature: Signature }>;
}>;

/** `exception` is one of the batch's that holds it by itself; otherwise a person held it, for a reason. */
export type HoldLine = Readonly<{ since: string } & ({ exception: string } | { reason: string; byName?: string })>;

/** GET /api/batches/:batch — the whole batch as both areas need it. Stream `batch/<id>`. */
export type BatchReply = ViewPosition &
  BatchLine &
  Readonly<{
    finishedAt?: string;
    roomId?: string;
    deviceId?: string;
    operations: readonly OperationLine[];
    steps: readonly StepLine[];
    timers: readonly TimerLine[];
    exceptions: readonly ExceptionLine[];
    /** Why it is on hold now; empty when it is not. */
    holds: readonly HoldLine[];
    anchors: readonly Readonly<{ id: string; title: Text; at: string }>[];
    participants: readonly string[];
    /** Which tests may be pending at certification, and by which rule; absent when the product has no such rule. */
    release?: StagedReleaseLine;
    /** For each activity not recorded yet that the device has shown since the start: when it last did. */
    seenActivities: readonly ShownActivityLine[];
    review?: Signature;
    certificate?: Readonly<{ number: string; signature: Signature }>;
    rejection?: Signature;
    /** Why finishing, reviewing or certifying is not possible yet, as refusals in the order they would be given. */
    blockers: Readonly<
      Record<
        'finish' | 'review' | 'certify',
        readonly Readonly<{ code: string; facts: Readonly<Record<string, string>> }>[]
      >
    >;
  }>;

/** GET /api/batches/:batch/record — every event, for the audit view and for tests. */
export type RecordReply = ViewPosition & Readonly<{ events: readonly EventLine[] }>;
export type EventLine = Readonly<{
  seq: number;
  type: string;
  at: string;
  actor: string;
  actorName?: string;
  role?: string;
  terminal?: string;
  payload: unknown;
  leafHash: string;
  leafIndex?: number;
}>;

/** GET /api/batches/:batch/readings?signal=&from=&to=&width= — min/max buckets, never across a gap, never averages. */
export type ReadingsReply = ViewPosition &
  Readonly<{
    signal: string;
    unit: string;
    from: string;
    to: string;
    /** Readings the buckets were made of. */
    count: number;
    /** [UTC milliseconds, value] in time order; two points a bucket. */
    points: readonly (readonly [number, number])[];
    gaps: readonly Readonly<{ from: string; to: string; reason: string; recovered: boolean }>[];
  }>;
