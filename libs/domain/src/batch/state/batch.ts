import type {
  BatchId,
  Digest,
  EquipmentId,
  Instant,
  LotId,
  PersonId,
  RecipeId,
  RoomId,
  TherapyId,
} from '../../brand.js';
import type { Signature } from '../../signature.js';
import type { StepOutcome, TimerName, TimerPurpose } from '../event.js';
import type { AssessmentResult, Observation, ExceptionClass, Severity } from '../../exception/exception.js';

/** A step that nobody has touched yet is simply absent from the record. */
export type StepRecord =
  /** Its condition does not hold; `because` shows the figures it was decided on. */
  | Readonly<{ status: 'not_applicable'; at: Instant; because: string }>
  | Readonly<{ status: 'in_progress'; startedAt: Instant; startedBy?: PersonId }>
  | Readonly<{ status: 'awaiting_witness' } & StepPerformance>
  | Readonly<{ status: 'done' } & StepPerformance & { witness?: Signature }>;

/** A step that somebody did, witnessed or not. */
export type Performed = Extract<StepRecord, { status: 'awaiting_witness' | 'done' }>;
export const performedOf = (record: StepRecord | undefined): Performed | undefined =>
  record?.status === 'done' || record?.status === 'awaiting_witness' ? record : undefined;

export const startedAtOf = (state: Batch, step: string): Instant | undefined => {
  const record = state.steps.get(step);
  return record && 'startedAt' in record ? record.startedAt : undefined;
};

type StepPerformance = Readonly<{
  startedAt: Instant;
  performedAt: Instant;
  performedBy?: PersonId;
  performedByName?: string;
  outcome: StepOutcome;
  signature?: Signature;
  /** Earlier outcomes, oldest first; a correction never overwrites. */
  corrected: readonly Correction[];
}>;

/** What stood before a correction, with the signatures that stay visible on it. */
export type Correction = Readonly<{
  was: StepOutcome;
  at: Instant;
  by?: PersonId;
  byName?: string;
  reason: Digest;
  signature?: Signature;
  witness?: Signature;
}>;

export type BatchException = Readonly<{
  id: string;
  class: ExceptionClass;
  severity: Severity;
  step?: string;
  observation: Observation;
  raisedAt: Instant;
  raisedByName?: string;
  reason?: Digest;
  assessed?: Readonly<{ result: AssessmentResult; text: Digest; signature: Signature }>;
}>;

export const TIMER_STATUSES = ['armed', 'fired', 'disarmed'] as const;
export type TimerStatus = (typeof TIMER_STATUSES)[number];

export type Timer = Readonly<{
  name: TimerName;
  step: string;
  purpose: TimerPurpose;
  dueAt: Instant;
  /** May be after it was due: what a window counts from was recorded late. */
  armedAt: Instant;
  status: TimerStatus;
}>;

/** Why a batch is on hold: an exception that held it by itself, or what a person gave as the reason. */
export type Hold = Readonly<{ since: Instant } & ({ exception: string } | { reason: Digest; byName?: string })>;

export const BATCH_STATUSES = ['created', 'in_process', 'finished', 'reviewed', 'certified', 'rejected'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** evolve may mutate a private draft of this; everybody else reads. */
export type Batch = Readonly<{
  id: BatchId;
  /** Sequence number of the last event in this state. */
  seq: number;
  status: BatchStatus;
  number: string;
  therapy: TherapyId;
  coi: string;
  orderNumber: string;
  recipe: RecipeId;
  recipeHash: Digest;
  simulated: boolean;
  createdAt: Instant;
  startedAt?: Instant;
  finishedAt?: Instant;
  room?: Readonly<{ id: RoomId; code: string }>;
  device?: Readonly<{ id: EquipmentId; code: string }>;
  /** All that holds it now; a lifted hold takes them all away. */
  holds: readonly Hold[];
  steps: ReadonlyMap<string, StepRecord>;
  anchors: ReadonlyMap<string, Instant>;
  timers: ReadonlyMap<TimerName, Timer>;
  exceptions: ReadonlyMap<string, BatchException>;
  /** Everybody who performed, witnessed or corrected; none of them may certify. */
  participants: ReadonlySet<PersonId>;
  /** Containers in use, by lot: when the one in hand was opened. */
  opened: ReadonlyMap<LotId, Instant>;
  review?: Signature;
  certificate?: Readonly<{ number: string; signature: Signature }>;
  rejection?: Signature;
}>;

export const isHeld = ({ holds }: Pick<Batch, 'holds'>): boolean => holds.length > 0;

/** One certificate a batch: its number is the batch's own. */
export const certificateNumberOf = ({ number }: Pick<Batch, 'number'>): string => number.replace(/^B-/, 'C-');
