import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { AssessmentResult } from '@autolog/domain/exception/exception';
import type { ExceptionClass, Severity } from '@autolog/domain/exception/exception';
import type { ChoiceStep, Recipe } from '@autolog/domain/recipe/recipe';
import type { ClockActor } from './clock-coordinator.js';
import type { DeviceControl } from './device-control.js';
import type { Staff } from './staff.js';
import type { BatchRunPlan, ScenarioName } from './batch-run-plan.js';

/** Everything one batch is played with. */
export type RunContext = Readonly<{
  plan: BatchRunPlan;
  scenario: Scenario;
  recipe: Recipe;
  /** Id of the batch. */
  batch: string;
  batchNumber: string;
  staff: Staff;
  device: DeviceControl;
  clockActor: ClockActor;
  /** Site time, in milliseconds. */
  now: () => number;
  stop: AbortSignal;
  /** Says what is done now. */
  reportAction: (look: BatchReply, what: string) => void;
  /** True the first time it is asked of a mishap: each happens once. */
  isFirstTime: (mishap: string) => boolean;
}>;

/** What quality writes about an exception. */
export type ExceptionAssessment = Readonly<{ disposition: AssessmentResult; assessment: string }>;

/** An exception a scenario promises, and what quality writes about it. */
export type ExpectedException = Readonly<{
  class: ExceptionClass;
  severities: readonly Severity[];
  /** Only at steps whose id matches. */
  steps?: RegExp;
  times: Readonly<{ min: number; max: number }>;
  assessedAs: ExceptionAssessment;
}>;

/** Something done to the device at a time of the process, whatever the record is at. */
export type ScheduledAction = Readonly<{
  name: string;
  /** Site milliseconds after activation. */
  afterMs: (recipe: Recipe) => number;
  perform: (stage: RunContext) => Promise<void>;
}>;

/** A course of events: what goes wrong, which exceptions must come of it, and how the batch must end. */
export type Scenario = Readonly<{
  name: ScenarioName;
  /** One line for a person. */
  description: string;
  expectedExceptions: readonly ExpectedException[];
  scheduledActions: readonly ScheduledAction[];
  /** Until when a ready step is left alone, in site milliseconds. */
  delayedUntil?: (line: StepLine, recipe: Recipe) => number | undefined;
  /** Before a started step is answered; true when the technicians are to look again first. */
  beforeAnswer?: (stage: RunContext, seen: BatchReply, line: StepLine) => Promise<boolean>;
  /** An option other than the first that does not deviate. */
  chooses?: (step: ChoiceStep) => string | undefined;
  /** What a technician gives as the reason when a figure lies outside its limit. */
  outOfLimitReason?: string;
  /** Whether the record shows what the scenario is about; a sentence when it does not. */
  checkRecord?: (batch: BatchReply) => string | undefined;
}> &
  Readonly<{ end: 'certified' } | { end: 'rejected'; rejectionReason: string }>;

/** The play cannot go on; the sentence says where it stood. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

export const readBatch = async ({ staff, batch }: RunContext): Promise<BatchReply> =>
  (await staff.technician()).get<BatchReply>(`/api/batches/${batch}`);
