import { existsSync } from 'node:fs';
import type { BatchesReply } from '@autolog/contract/batch';
import type { Instant } from '@autolog/domain/brand';
import { runBatches } from '@autolog/simulation/run-batches';
import type { BatchRunPlan, RunResult, RunProgress } from '@autolog/simulation/batch-run-plan';
import { RunError } from '@autolog/simulation/run-context';
import { catchUpClock } from '@autolog/simulation/catch-up-clock';
import { DEMO_PEOPLE } from './people.js';
import { demoProgressFile, historyProgress, writeDemoProgress } from './progress-file.js';
import { createBatchFor, recipeByCode } from './fill-site.js';
import { TWELVE_DAY_RECIPE, DEMO_ROOMS, DEMO_THERAPIES } from './inventory.js';
import { demoSuggestions, WATCH_SITE_OVERVIEW } from './suggestions.js';
import { HISTORY_DAYS, historyPlan } from './history-plan.js';
import { signIn } from '@autolog/simulation/http-client';
import type { ControlledDevice } from '@autolog/simulation/plan-runs';
import type { DemoRun } from './demo-run.js';

/** Two batches run at the same time, each on a device of its own. */
export const HISTORY_DEVICES = 2;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A clock that is further behind was stopped during the history: the missed time is not simulated. */
const CATCH_UP_MS_MAX = HOUR_MS;

/** A site day at the fastest rate takes six seconds, as long as twenty steps of a third of a second. */
const STEPS_PER_DAY = 20;
/** The share of the second batch that is carried out before it is paused. */
const SECOND_BATCH_SHARE = 0.5;
const PROGRESS_EVERY_MS = 1_000;

/** Before the first progress is known. */
const NOT_STARTED = { done: 0, doneBefore: 0, elapsedMs: 0 } as const;
/** Two figures just beyond their alert limits, for a reviewer to assess. */
const ALERT_FIGURES = { 'transport-highest': '8.4', 'viability-3': '74.2' } as const;

export type HistoryOptions = Readonly<{ dataDir: string; stop: AbortSignal; report: (line: string) => void }>;

/** Whether this demo has a history, and whether it is complete. */
export async function historyState(demo: DemoRun, stop: AbortSignal): Promise<'none' | 'unfinished' | 'complete'> {
  if (demo.site.clockDaysBack === undefined) return 'none';
  const planner = await signIn(demo.address, DEMO_PEOPLE.fatima, stop);
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  await planner.signOut();
  // The third batch is created when the other two are done.
  return batches.some(({ coi }) => coi === DEMO_THERAPIES[2].coi) ? 'complete' : 'unfinished';
}

/**
 * Simulates the days before today: one batch until it waits for review, and one to day 5 with an alarm of its device.
 * Then the clock catches up with real time, and a third batch is created. An interrupted history is continued.
 */
export async function runHistory(demo: DemoRun, options: HistoryOptions): Promise<void> {
  const plans = historyRuns(demo);
  // A continued history shows its last progress first.
  if (!existsSync(demoProgressFile(options.dataDir))) {
    writeDemoProgress(options.dataDir, {
      history: historyProgress(1, HISTORY_DAYS, NOT_STARTED),
      suggestions: [WATCH_SITE_OVERVIEW],
    });
  }
  const onProgress = progressReporter(demo, options);
  const results = await runBatches({
    address: demo.address,
    stop: options.stop,
    report: options.report,
    onProgress,
    plans,
  });
  const unfinished = results.flatMap(unfinishedRunLines);
  // Without the third batch the history is incomplete, and the next start continues it.
  if (unfinished.length > 0) throw new RunError(unfinished.join('; '));
  const planner = await signIn(demo.address, DEMO_PEOPLE.fatima, options.stop);
  const behindMs = await catchUpClock(planner, { stop: options.stop, furtherThan: CATCH_UP_MS_MAX });
  if (behindMs > CATCH_UP_MS_MAX) {
    options.report(`Site time is ${hours(behindMs)} hours behind: Autolog was stopped during the simulation.`);
  }
  await planner.signOut();
  await createBatchFor(
    { ...options, address: demo.address },
    DEMO_THERAPIES[2],
    recipeByCode(demo.recipes, TWELVE_DAY_RECIPE),
  );
}

/** Writes what the start page suggests to try. */
export async function writeSuggestions(demo: DemoRun, { dataDir, stop }: HistoryOptions): Promise<void> {
  writeDemoProgress(dataDir, { suggestions: await demoSuggestions(demo, stop) });
}

function historyRuns({ devices, site }: DemoRun): readonly BatchRunPlan[] {
  const [first, second] = devices;
  if (!first || !second) throw new Error(`the history of the demo takes ${HISTORY_DEVICES} devices`);
  const plan = historyPlan(Date.parse(site.foundedAt), site.zone);
  return [
    {
      ...runOn(first, DEMO_ROOMS[0], DEMO_THERAPIES[0]),
      seed: 1,
      scenario: 'clean',
      figures: ALERT_FIGURES,
      startAt: instantOf(plan.firstStartsMs),
      end: 'finished',
      resume: true,
    },
    {
      ...runOn(second, DEMO_ROOMS[1], DEMO_THERAPIES[1]),
      seed: 2,
      scenario: 'co2-alarm',
      startAt: instantOf(plan.secondStartsMs),
      scheduledActionsAt: instantOf(plan.alarmMs),
      pauseAt: instantOf(plan.endMs),
      resume: true,
    },
  ];
}

const runOn = (
  { code, control }: ControlledDevice,
  roomCode: string,
  therapy: (typeof DEMO_THERAPIES)[number],
): Pick<BatchRunPlan, 'control' | 'deviceCode' | 'roomCode' | 'recipeCode' | 'coi' | 'orderNumber'> => ({
  control,
  deviceCode: code,
  roomCode,
  recipeCode: TWELVE_DAY_RECIPE,
  ...therapy,
});

const instantOf = (ms: number): Instant => new Date(ms).toISOString() as Instant;

/** What kept a batch from its end; empty for a batch that reached it, whatever its exceptions. */
const unfinishedRunLines = ({ plan, status, batchNumber, differences }: RunResult): readonly string[] =>
  plan.end !== undefined && status === plan.end ? [] : differences.map((one) => `batch ${batchNumber}: ${one}`);

const hours = (ms: number): number => Math.round(ms / HOUR_MS);

/** Updates the progress of the start page each second, and reports each new day on the terminal. */
function progressReporter({ site }: DemoRun, { dataDir, report }: HistoryOptions): (progress: RunProgress) => void {
  const beganAt = performance.now();
  const beginMs = Date.parse(site.foundedAt);
  const newest = new Map<string, RunProgress>();
  let doneBefore: number | undefined;
  let writtenAt = -Infinity;
  let dayReported = 0;
  return (progress) => {
    newest.set(progress.plan.coi, progress);
    const days = Math.min(HISTORY_DAYS, (Date.parse(progress.siteTime) - beginMs) / DAY_MS);
    const done = doneShare([...newest.values()], days);
    doneBefore ??= done;
    const day = Math.min(HISTORY_DAYS, Math.floor(days) + 1);
    if (day > dayReported) report(`Simulating the last ${HISTORY_DAYS} days: day ${day}.`);
    dayReported = Math.max(dayReported, day);
    const now = performance.now();
    if (now - writtenAt < PROGRESS_EVERY_MS) return;
    writtenAt = now;
    const history = historyProgress(day, HISTORY_DAYS, { done, doneBefore, elapsedMs: now - beganAt });
    writeDemoProgress(dataDir, { history, suggestions: [WATCH_SITE_OVERVIEW] });
  };
}

/** Share of the work that is done: each step takes time, and each day at the fastest rate of the clock. */
function doneShare(progress: readonly RunProgress[], days: number): number {
  const total = Math.max(0, ...progress.map(({ stepsTotal }) => stepsTotal));
  const steps = progress.reduce((sum, { stepsDone }) => sum + stepsDone, 0);
  return Math.min(
    1,
    (steps + days * STEPS_PER_DAY) / (total * (1 + SECOND_BATCH_SHARE) + HISTORY_DAYS * STEPS_PER_DAY),
  );
}
