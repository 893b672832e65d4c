import type { Digest, EquipmentId, Instant, RecipeId, RoomId, TherapyId } from '../brand.js';
import type { Signature } from '../signature.js';
import type { ExportedBundle, TimerName } from './event.js';
import type { AssessmentResult, ExceptionClass, Observation, Severity } from '../exception/exception.js';
import type { AnswerOf, StepKind } from '../step-kind/step-kinds.js';

/** What a person answers to a step, as it was received: nothing typed is interpreted yet. */
export type StepAnswer = AnswerOf<StepKind>;

/** A signature is absent until the command is signed; without one that is needed it is refused, never half recorded. */
export type BatchCommand =
  | Readonly<{ type: 'CreateBatch'; number: string; therapy: TherapyId; recipe: RecipeId; simulated: boolean }>
  | Readonly<{ type: 'StartBatch'; room: RoomId; device?: EquipmentId }>
  | Readonly<{ type: 'StartStep'; step: string }>
  /** `reason` is demanded when a value lies outside a limit or a label was typed by hand. */
  | Readonly<{ type: 'PerformStep'; step: string; answer: StepAnswer; reason?: Digest; signature?: Signature }>
  | Readonly<{ type: 'WitnessStep'; step: string; signature?: Signature }>
  | Readonly<{ type: 'CorrectStep'; step: string; answer: StepAnswer; reason: Digest; signature?: Signature }>
  | Readonly<{ type: 'FireTimer'; timer: TimerName; dueAt: Instant }>
  | Readonly<{
      type: 'ReportDevice';
      class: ExceptionClass & ('device_alarm' | 'device_limit' | 'data_gap' | 'clock_skew');
      severity: Severity;
      deviation: Observation;
    }>
  | Readonly<{
      type: 'AssessException';
      exception: string;
      disposition: AssessmentResult;
      assessment: Digest;
      signature?: Signature;
    }>
  | Readonly<{ type: 'HoldBatch'; reason: Digest }>
  | Readonly<{ type: 'ResumeBatch' }>
  | Readonly<{ type: 'FinishBatch' }>
  | Readonly<{ type: 'ReviewBatch'; signature?: Signature }>
  | Readonly<{ type: 'CertifyBatch'; signature?: Signature }>
  | Readonly<{ type: 'RejectBatch'; reason: Digest; signature?: Signature }>
  | Readonly<{ type: 'ExportBatch'; exported: ExportedBundle }>;

export type BatchCommandOf<Type extends BatchCommand['type']> = Extract<BatchCommand, { type: Type }>;
