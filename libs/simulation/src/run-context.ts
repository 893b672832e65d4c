import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { AssessmentResult } from '@autolog/domain/exception/exception';
import type { ExceptionClass, Severity } from '@autolog/domain/exception/exception';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { ChoiceStep } from '@autolog/domain/step-kind/choice';
import type { ClockActor } from './clock-coordinator.js';
import type { DeviceControl } from './device-control.js';
import type { Staff } from './staff.js';
import type { BatchRunPlan, ScenarioName } from './batch-run-plan.js';

/** What the functions of one run share. */
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
  /** Reports what is done now, with the batch as last read. */
  reportAction: (seen: BatchReply, action: string) => void;
  /** True at the first call with a name: what it guards happens once in a run. */
  isFirstTime: (name: string) => boolean;
}>;

/** How quality assesses an exception. */
export type ExceptionAssessment = Readonly<{ disposition: AssessmentResult; assessment: string }>;

/** An exception that a scenario expects, and its assessment. */
export type ExpectedException = Readonly<{
  class: ExceptionClass;
  severities: readonly Severity[];
  /** Only at steps whose id matches. */
  steps?: RegExp;
  times: Readonly<{ min: number; max: number }>;
  assessedAs: ExceptionAssessment;
}>;

/** Something done to the device at a time of the process, at whatever step the batch is. */
export type ScheduledAction = Readonly<{
  name: string;
  /** Site milliseconds after activation. */
  afterMs: (recipe: Recipe) => number;
  perform: (context: RunContext) => Promise<void>;
}>;

/** What goes wrong in a run, which exceptions must be raised, and how the batch must end. */
export type Scenario = Readonly<{
  name: ScenarioName;
  /** One line for a person. */
  description: string;
  expectedExceptions: readonly ExpectedException[];
  scheduledActions: readonly ScheduledAction[];
  /** Until when a ready step is delayed, in site milliseconds. */
  delayedUntil?: (line: StepLine, recipe: Recipe) => number | undefined;
  /** Called before a started step is answered; true when the batch must be read again first. */
  beforeAnswer?: (context: RunContext, seen: BatchReply, line: StepLine) => Promise<boolean>;
  /** An option other than the first that does not deviate. */
  chooses?: (step: ChoiceStep) => string | undefined;
  /** What a technician gives as the reason when a figure lies outside its limit. */
  outOfLimitReason?: string;
  /** Whether the record shows what the scenario is about; a sentence when it does not. */
  checkRecord?: (batch: BatchReply) => string | undefined;
}> &
  Readonly<{ end: 'certified' } | { end: 'rejected'; rejectionReason: string }>;

/** The run cannot go on; the sentence says why. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

export const readBatch = async ({ staff, batch }: RunContext): Promise<BatchReply> =>
  (await staff.technician()).get<BatchReply>(`/api/batches/${batch}`);
