import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Disposition } from '@autolog/domain/batch/event';
import type { ExceptionClass, Severity } from '@autolog/domain/batch/exception';
import type { ChoiceStep, Recipe } from '@autolog/domain/recipe/recipe';
import type { Seat } from './clockwork.js';
import type { Device } from './device.js';
import type { Crew } from './people.js';
import type { Play, ScenarioName } from './play.js';

/** Everything one batch is played with. */
export type Stage = Readonly<{
  play: Play;
  scenario: Scenario;
  recipe: Recipe;
  /** Id of the batch. */
  batch: string;
  batchNumber: string;
  crew: Crew;
  device: Device;
  seat: Seat;
  /** Site time, in milliseconds. */
  now: () => number;
  stop: AbortSignal;
  /** Says what is done now. */
  doing: (look: BatchReply, what: string) => void;
  /** True the first time it is asked of a mishap: each happens once. */
  once: (mishap: string) => boolean;
}>;

/** What quality writes about an exception. */
export type Weighed = Readonly<{ disposition: Disposition; assessment: string }>;

/** An exception a scenario promises, and what quality writes about it. */
export type Expected = Readonly<{
  class: ExceptionClass;
  severities: readonly Severity[];
  /** Only at steps whose id matches. */
  steps?: RegExp;
  times: Readonly<{ min: number; max: number }>;
  weighed: Weighed;
}>;

/** Something done to the device at a time of the process, whatever the record is at. */
export type Happening = Readonly<{
  name: string;
  /** Site milliseconds after activation. */
  afterMs: (recipe: Recipe) => number;
  happens: (stage: Stage) => Promise<void>;
}>;

/** A course of events: what goes wrong, which exceptions must come of it, and how the batch must end. */
export type Scenario = Readonly<{
  name: ScenarioName;
  /** One line for a person. */
  says: string;
  expects: readonly Expected[];
  happenings: readonly Happening[];
  /** Until when a ready step is left alone, in site milliseconds. */
  leftAlone?: (line: StepLine, recipe: Recipe) => number | undefined;
  /** Before a started step is answered; true when the technicians are to look again first. */
  beforeAnswer?: (stage: Stage, seen: BatchReply, line: StepLine) => Promise<boolean>;
  /** An option other than the first that does not deviate. */
  chooses?: (step: ChoiceStep) => string | undefined;
  /** What a technician gives as the reason when a figure lies outside its limit. */
  reason?: string;
  /** Whether the record shows what the scenario is about; a sentence when it does not. */
  alsoShows?: (batch: BatchReply) => string | undefined;
}> &
  Readonly<{ end: 'certified' } | { end: 'rejected'; rejection: string }>;

/** The play cannot go on; the sentence says where it stood. */
export class PlayFault extends Error {
  override readonly name = 'PlayFault';
}

export const look = async ({ crew, batch }: Stage): Promise<BatchReply> =>
  (await crew.technician()).get<BatchReply>(`/api/batches/${batch}`);
