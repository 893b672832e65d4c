import type { Digest, EquipmentId, Instant, RecipeId, RoomId, TherapyId } from '../brand.js';
import type { Signature } from '../signature.js';
import type { OutcomeOf, StepKind } from '../step-kind/step-kinds.js';
import type { Language } from '../text.js';
import type { AssessmentResult, ExceptionClass, Observation, Severity } from '../exception/exception.js';

/** What a step recorded, as it stands in the record for ever. */
export type StepOutcome = OutcomeOf<StepKind>;

export const TIMER_PURPOSES = ['minimum', 'maximum', 'window-opens', 'window-closes'] as const;
export type TimerPurpose = (typeof TIMER_PURPOSES)[number];
/** `<step>/<purpose>`: one timer of a purpose per step. */
export type TimerName = string;

export type BatchEvent =
  | Readonly<{
      type: 'BatchCreated';
      v: 1;
      number: string;
      therapy: TherapyId;
      coi: string;
      orderNumber: string;
      recipe: RecipeId;
      recipeHash: Digest;
      /** Made under a simulated clock: the mark is carried in the first event. */
      simulated: boolean;
    }>
  | Readonly<{ type: 'BatchStarted'; v: 1; recipeHash: Digest; room: RoomId; roomCode: string }>
  | Readonly<{ type: 'DeviceBound'; v: 1; device: EquipmentId; deviceCode: string }>
  | Readonly<{ type: 'DeviceReleased'; v: 1; device: EquipmentId }>
  | Readonly<{ type: 'StepStarted'; v: 1; step: string }>
  | Readonly<{
      type: 'StepPerformed';
      v: 1;
      step: string;
      outcome: StepOutcome;
      /** Anchor that this performance sets, if any. */
      sets?: string;
      /** When that took place, where it was not when it was recorded: the device had done it by itself. */
      setAt?: Instant;
      /** A second person must witness before the step is done. */
      awaitsWitness: boolean;
      language: Language;
      signature?: Signature;
    }>
  | Readonly<{ type: 'StepWitnessed'; v: 1; step: string; signature: Signature }>
  | Readonly<{
      type: 'StepCorrected';
      v: 1;
      step: string;
      was: StepOutcome;
      now: StepOutcome;
      /** Free text, by digest; its bytes can be shredded. */
      reason: Digest;
      awaitsWitness: boolean;
      signature?: Signature;
    }>
  /** The recipe's condition does not hold, and on which figures: the step is not done, and what waits for it goes on. */
  | Readonly<{ type: 'StepNotApplicable'; v: 1; step: string; because: string }>
  /** A correction made the condition hold after all: the step is to be done like any other. */
  | Readonly<{ type: 'StepApplicableAgain'; v: 1; step: string; because: string }>
  | Readonly<{ type: 'TimerArmed'; v: 1; timer: TimerName; step: string; purpose: TimerPurpose; dueAt: Instant }>
  | Readonly<{ type: 'TimerFired'; v: 1; timer: TimerName; dueAt: Instant; lateMs: number }>
  | Readonly<{ type: 'TimerDisarmed'; v: 1; timer: TimerName }>
  | Readonly<{
      type: 'ExceptionRaised';
      v: 1;
      exception: string;
      class: ExceptionClass;
      severity: Severity;
      step?: string;
      deviation: Observation;
      /** What the person gave as the reason when asked, by digest. */
      reason?: Digest;
    }>
  | Readonly<{
      type: 'ExceptionAssessed';
      v: 1;
      exception: string;
      disposition: AssessmentResult;
      assessment: Digest;
      signature: Signature;
    }>
  /** A refusal that must leave a trace: wrong patient, wrong lot, wrong person, failed signature. */
  | Readonly<{ type: 'AttemptRefused'; v: 1; step?: string; code: string; facts: Readonly<Record<string, string>> }>
  | Readonly<{ type: 'BatchHeld'; v: 1; cause: string }>
  | Readonly<{ type: 'BatchResumed'; v: 1 }>
  | Readonly<{ type: 'BatchFinished'; v: 1 }>
  | Readonly<{ type: 'BatchReviewed'; v: 1; signature: Signature }>
  | Readonly<{ type: 'BatchCertified'; v: 1; certificate: string; signature: Signature }>
  | Readonly<{ type: 'BatchRejected'; v: 1; reason: Digest; signature: Signature }>
  /** A copy of this record was exported. What it held is in the record: every file of it by its digest. */
  | Readonly<{ type: 'BatchExported'; v: 1 } & ExportedBundle>;

export type BatchEventOf<Type extends BatchEvent['type']> = Extract<BatchEvent, { type: Type }>;

/** What a bundle holds, except its proof: that can only be made once the event that quotes this has its leaf. */
export type ExportedBundle = Readonly<{
  export: string;
  format: string;
  /** `events.jsonl` as far as the line of this event; every other file whole. */
  members: readonly Readonly<{ name: string; bytes: number; sha256: Digest }>[];
  /** Events before this one, those of other streams included. */
  events: number;
  texts: number;
  readings: number;
  gaps: number;
}>;
