import type { Digest, EquipmentId, Instant, RecipeId, RoomId, TherapyId } from '../brand.js';
import type { Signature } from '../signature.js';
import type { ExportedBundle, TimerName } from './event.js';
import type { AssessmentResult } from '../exception/exception.js';
import type { Observation } from '../exception/exception.js';
import type { ExceptionClass, Severity } from '../exception/exception.js';

/** What a person answers to a step, as it came through the door: text is still text. */
export type StepAnswer =
  | Readonly<{ kind: 'instruction' }>
  | Readonly<{ kind: 'entry'; typed: string }>
  | Readonly<{ kind: 'calculation' }>
  | Readonly<{ kind: 'choice'; choice: string }>
  | Readonly<{ kind: 'scan'; read: string; byHand: boolean }>
  | Readonly<{ kind: 'check'; states: Readonly<Record<string, string>> }>
  | Readonly<{ kind: 'timer' }>
  /** The reading the person saw; recorded only if the log holds exactly that one. */
  | Readonly<{ kind: 'device'; value: string; sourceTime: Instant }>
  /** The activity the person saw the device show, and since when. */
  | Readonly<{ kind: 'activity'; value: string; sourceTime: Instant }>
  | Readonly<{ kind: 'sample'; read: string; byHand: boolean }>;

export type BatchCommand =
  | Readonly<{ type: 'CreateBatch'; number: string; therapy: TherapyId; recipe: RecipeId; simulated: boolean }>
  | Readonly<{ type: 'StartBatch'; room: RoomId; device?: EquipmentId }>
  | Readonly<{ type: 'StartStep'; step: string }>
  /** `reason` is demanded when a value lies outside a limit or a label was typed by hand. */
  | Readonly<{ type: 'PerformStep'; step: string; answer: StepAnswer; reason?: Digest; signature?: Signature }>
  | Readonly<{ type: 'WitnessStep'; step: string; signature: Signature }>
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
      signature: Signature;
    }>
  | Readonly<{ type: 'HoldBatch'; reason: Digest }>
  | Readonly<{ type: 'ResumeBatch' }>
  | Readonly<{ type: 'FinishBatch' }>
  | Readonly<{ type: 'ReviewBatch'; signature: Signature }>
  | Readonly<{ type: 'CertifyBatch'; certificate: string; signature: Signature }>
  | Readonly<{ type: 'RejectBatch'; reason: Digest; signature: Signature }>
  | Readonly<{ type: 'ExportBatch'; exported: ExportedBundle }>;
