import type { BatchId, Digest, EquipmentId, Instant, LotId, RecipeId, RoomId, TherapyId } from '../brand.js';
import type { SignalName } from '../device/signal.js';
import type { Recipe } from '../recipe/recipe.js';
import type { Signature } from '../signature.js';
import type { By } from '../by.js';
import type { AssessmentResult, Observation, ExportedBundle, TimerName } from './event.js';
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

export type LotFact = Readonly<{
  lot: LotId;
  material: string;
  lotNumber: string;
  status: 'quarantine' | 'released' | 'rejected' | 'consumed';
  expiresAt: Instant;
}>;
export type EquipmentFact = Readonly<{
  equipment: EquipmentId;
  code: string;
  capability: string;
  status: 'available' | 'out_of_service';
  /** The batch that occupies it now. */
  batch?: BatchId;
}>;
export type RoomFact = Readonly<{ room: RoomId; code: string; status: 'clean' | 'out_of_service'; batch?: BatchId }>;
export type ReadingFact = Readonly<{
  device: EquipmentId;
  signal: SignalName;
  value: string;
  sourceTime: Instant;
  /** When the device began to show it, by the clock of the site; of activities. */
  begunAt?: Instant;
  receivedAt: Instant;
  statusCode: number;
}>;

/** What the decision rests on beside the batch itself; read, locked and quoted inside the same transaction. */
export type BatchFacts = Readonly<{
  batch: BatchId;
  by: By;
  recipe: Recipe;
  recipeHash: Digest;
  recipeEffective: boolean;
  therapy?: Readonly<{ therapy: TherapyId; coi: string; orderNumber: string; batch?: BatchId }>;
  room?: RoomFact;
  device?: EquipmentFact;
  /** What the scanned code stands for in the registers, if anything. */
  scanned?: Readonly<{ lot?: LotFact; equipment?: EquipmentFact; room?: RoomFact }>;
  /** The latest reading of the signal a device step asks for; for an activity step the newest that showed it. */
  reading?: ReadingFact;
  /** The batch the bound device says it is working on (supervisoryJobId), where it says anything (INV-8). */
  deviceBatch?: string;
  /** The batch it said that it worked on when it showed the reading. */
  readingBatch?: string;
  /** Site seconds in one real second; 1 unless the site clock is simulated. Lateness is judged in real time. */
  clockRate?: number;
}>;
