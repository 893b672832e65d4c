import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { ExceptionClass, Severity } from '@autolog/domain/exception/exception';
import type { Credentials } from './http-client.js';
import type { Role } from '@autolog/domain/role';

/** What can be played; `scenarios.ts` says what each of them does and what must come of it. */
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

/** One batch to be played: which cells on which device in which room, and what is to go wrong. */
export type BatchRunPlan = Readonly<{
  /** Where the simulated device takes orders, e.g. http://127.0.0.1:4842. */
  control: string;
  roomCode: string;
  deviceCode: string;
  /** Seed of the donor: the same seed gives the same cells. */
  seed: number;
  scenario: ScenarioName;
  /** Code of the recipe whose effective version is played. */
  recipeCode: string;
  /** The device's program that the recipe's activities are of; that of the twelve days where left out. */
  program?: string;
  coi: string;
  orderNumber: string;
  /** Site instant before which the batch is not begun. */
  startAt?: string;
  /** Site instant at which the first of what the scenario does to the device happens; by the process where left out. */
  scheduledActionsAt?: string;
  /** Site instant, or so many whole days after activation, at which the technicians lay down the batch as it is. */
  pauseAt?: string | Readonly<{ day: number }>;
  /** Figures that are typed whatever the cells say, by step, with the reason of the scenario. */
  figures?: Readonly<Record<string, string>>;
  /** A batch that was begun before is gone on with where it stands. */
  resume?: true;
  /** `finished` leaves the batch to quality; without it, it is assessed, reviewed and decided on. */
  end?: 'certified' | 'finished';
}>;

/** Where a play is, as often as it changes. */
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
  /** What the player does now or waits for. */
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
  /** What was found, as the record says it. */
  found: string;
}>;
export type RecordedFigure = Readonly<{ value: string; unit: string }>;

/** What came of a play. */
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
  /** What differs from what the scenario promises; empty when everything came as it should. */
  differences: readonly string[];
}>;

/** Somebody who can sign in, and what they may do. */
export type SimulatedPerson = Credentials & Readonly<{ roles: readonly Role[] }>;

export type RunOptions = Readonly<{
  address: string;
  stop: AbortSignal;
  report: (line: string) => void;
  onProgress: (progress: RunProgress) => void;
  plans: readonly BatchRunPlan[];
  /** Who plays; the people the server's door tells of when left out. */
  people?: readonly SimulatedPerson[];
}>;
