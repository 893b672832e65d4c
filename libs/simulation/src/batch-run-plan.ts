import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { ExceptionClass, Severity } from '@autolog/domain/exception/exception';
import type { Credentials } from './http-client.js';
import type { Role } from '@autolog/domain/role';

/** `scenarios.ts` describes what happens in each of them and which exceptions it expects. */
export const SCENARIO_NAMES = [
  'clean',
  'wrong-lot',
  'co2-alarm',
  'low-viability',
  'missed-window',
  'network-cut',
  'night-shift',
] as const;
export type ScenarioName = (typeof SCENARIO_NAMES)[number];

/** One batch to be simulated: which cells, on which device, in which room, and in which scenario. */
export type BatchRunPlan = Readonly<{
  /** Address of the simulated device's control port, e.g. http://127.0.0.1:4842. */
  control: string;
  roomCode: string;
  deviceCode: string;
  /** Seed of the donor: the same seed gives the same cells. */
  seed: number;
  scenario: ScenarioName;
  /** Code of the recipe; its effective version is carried out. */
  recipeCode: string;
  /** The device's program that the recipe's activities are of; that of the twelve days where left out. */
  program?: string;
  coi: string;
  orderNumber: string;
  /** Site instant before which the batch is not started. */
  startAt?: string;
  /** Site instant of the first scheduled action of the scenario; counted from activation where left out. */
  scheduledActionsAt?: string;
  /** Site instant, or whole days after activation, at which the run ends and leaves the batch as it is. */
  pauseAt?: string | Readonly<{ day: number }>;
  /** Figures that are typed instead of the measured ones, by step. */
  figures?: Readonly<Record<string, string>>;
  /** A batch that was started by an earlier run is continued. */
  resume?: true;
  /** `finished` leaves the review to others; where left out, the run assesses, reviews and certifies or rejects. */
  end?: 'certified' | 'finished';
}>;

/** The state of a run, at every change. */
export type RunProgress = Readonly<{
  plan: BatchRunPlan;
  batchNumber: string;
  status: BatchStatus;
  /** Day of the process, where the recipe says days. */
  day?: number;
  /** Title of the operation, in English. */
  operation: string;
  stepsDone: number;
  stepsTotal: number;
  /** What is done now, or waited for. */
  action: string;
  siteTime: string;
  /** Site seconds per real second. */
  rate: number;
}>;

export type RunException = Readonly<{
  id: string;
  class: ExceptionClass;
  severity: Severity;
  step?: string;
  /** What was observed, as in the record. */
  found: string;
}>;
type RecordedFigure = Readonly<{ value: string; unit: string }>;

/** The result of a run. */
export type RunResult = Readonly<{
  plan: BatchRunPlan;
  batch: string;
  batchNumber: string;
  status: BatchStatus;
  exceptions: readonly RunException[];
  stepsDone: number;
  stepsTotal: number;
  /** Recorded figures by parameter. */
  figures: Readonly<Record<string, RecordedFigure>>;
  siteDays: number;
  realSeconds: number;
  /** How the result differs from what the scenario expects; empty when it does not. */
  differences: readonly string[];
}>;

/** Somebody who can sign in, with their roles. */
export type SimulatedPerson = Credentials & Readonly<{ roles: readonly Role[] }>;

export type RunOptions = Readonly<{
  address: string;
  stop: AbortSignal;
  report: (line: string) => void;
  onProgress: (progress: RunProgress) => void;
  plans: readonly BatchRunPlan[];
  /** Who carries out the batches; the people of the demo when left out. */
  people?: readonly SimulatedPerson[];
}>;
