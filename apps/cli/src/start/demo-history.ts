import { existsSync } from 'node:fs';
import type { BatchesReply } from '@autolog/contract/batch';
import type { Instant } from '@autolog/domain/brand';
import { playBatches } from '../simulate/play-batches.js';
import type { Play, Played, Progress } from '../simulate/play.js';
import { PlayFault } from '../simulate/stage.js';
import { catchUp } from './catch-up.js';
import { DEMO_PEOPLE } from './demo-people.js';
import { demoProgressFile, fillingOf, writeDemoProgress } from './demo-progress.js';
import { createBatchFor, recipeOf } from './demo-site.js';
import { DEMO_PROCESS, DEMO_ROOMS, DEMO_THERAPIES } from './demo-things.js';
import { demoTries, WATCH_WALL } from './demo-tries.js';
import { HISTORY_DAYS, historyPlan } from './history-plan.js';
import { signIn } from './http-client.js';
import type { Stack, StackDevice } from './stack.js';

/** Both devices are needed, for both batches run at the same time. */
export const HISTORY_DEVICES = 2;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A clock that is further behind was stopped in between: the days it missed are not played. */
const CATCH_UP_MS_MAX = HOUR_MS;

/** A site day at the fastest pace takes as long as so many steps: six seconds, and a third of a second each. */
const STEPS_A_DAY = 20;
/** The second batch is laid down here. */
const SECOND_PART = 0.5;
const PROGRESS_EVERY_MS = 1_000;

/** Before anything is known of how long it takes. */
const AT_THE_DOOR = { done: 0, doneBefore: 0, elapsedMs: 0 } as const;
/** Something for a review to weigh: two figures just beyond their alert limit, as they happen. */
const ALERTS = { 'transport-highest': '8.4', 'viability-3': '74.2' } as const;

export type HistoryDoor = Readonly<{ dataDir: string; stop: AbortSignal; say: (line: string) => void }>;

/** Whether this demo is to have a history, and whether it has all of it. */
export async function historyOf(stack: Stack, stop: AbortSignal): Promise<'none' | 'unfinished' | 'whole'> {
  if (stack.site.clockDaysBack === undefined) return 'none';
  const planner = await signIn(stack.address, DEMO_PEOPLE.fatima, stop);
  const { batches } = await planner.get<BatchesReply>('/api/batches');
  await planner.leave();
  // The third one is made when the other two stand.
  return batches.some(({ coi }) => coi === DEMO_THERAPIES[2].coi) ? 'whole' : 'unfinished';
}

/**
 * Plays the days before today: one batch to its end, waiting for review, and one to day 5, with an alarm of its device.
 * Then the clock is brought to real time, and a third batch waits to be started. Begun before, it goes on from there.
 */
export async function playHistory(stack: Stack, door: HistoryDoor): Promise<void> {
  const plays = playsOf(stack);
  // Gone on with, it shows how far it was until it is further.
  if (!existsSync(demoProgressFile(door.dataDir))) {
    writeDemoProgress(door.dataDir, { filling: fillingOf(1, HISTORY_DAYS, AT_THE_DOOR), tries: [WATCH_WALL] });
  }
  const show = shownProgress(stack, door);
  const played = await playBatches({
    address: stack.address,
    stop: door.stop,
    say: door.say,
    progress: show,
    plays,
  });
  const stranded = played.flatMap(strandedLines);
  // Without the third batch the history is not whole, and the next start tries again.
  if (stranded.length > 0) throw new PlayFault(stranded.join('; '));
  const planner = await signIn(stack.address, DEMO_PEOPLE.fatima, door.stop);
  const behindMs = await catchUp(planner, { stop: door.stop, furtherThan: CATCH_UP_MS_MAX });
  if (behindMs > CATCH_UP_MS_MAX) {
    door.say(`Site time is ${hours(behindMs)} hours behind: Autolog was stopped while it played.`);
  }
  await planner.leave();
  await createBatchFor({ ...door, address: stack.address }, DEMO_THERAPIES[2], recipeOf(stack.recipes, DEMO_PROCESS));
}

/** The first page says what there is to try. */
export async function showTries(stack: Stack, { dataDir, stop }: HistoryDoor): Promise<void> {
  writeDemoProgress(dataDir, { tries: await demoTries(stack, stop) });
}

function playsOf({ devices, site }: Stack): readonly Play[] {
  const [first, second] = devices;
  if (!first || !second) throw new Error(`the history of the demo takes ${HISTORY_DEVICES} devices`);
  const plan = historyPlan(Date.parse(site.foundedAt), site.zone);
  return [
    {
      ...on(first, DEMO_ROOMS[0], DEMO_THERAPIES[0]),
      seed: 1,
      scenario: 'clean',
      figures: ALERTS,
      startAt: instantOf(plan.firstStartsMs),
      end: 'finished',
      takeUp: true,
    },
    {
      ...on(second, DEMO_ROOMS[1], DEMO_THERAPIES[1]),
      seed: 2,
      scenario: 'co2-alarm',
      startAt: instantOf(plan.secondStartsMs),
      happensAt: instantOf(plan.alarmMs),
      stopAt: instantOf(plan.endMs),
      takeUp: true,
    },
  ];
}

const on = (
  { code, control }: StackDevice,
  roomCode: string,
  therapy: (typeof DEMO_THERAPIES)[number],
): Pick<Play, 'control' | 'deviceCode' | 'roomCode' | 'recipeCode' | 'coi' | 'orderNumber'> => ({
  control,
  deviceCode: code,
  roomCode,
  recipeCode: DEMO_PROCESS,
  ...therapy,
});

const instantOf = (ms: number): Instant => new Date(ms).toISOString() as Instant;

/** What is to be said of a batch that did not come as far as it should; the figures typed on purpose are no news. */
const strandedLines = ({ play, status, batchNumber, differences }: Played): readonly string[] =>
  play.end !== undefined && status === play.end ? [] : differences.map((one) => `batch ${batchNumber}: ${one}`);

const hours = (ms: number): number => Math.round(ms / HOUR_MS);

/** Tells the first page each second how far it is, and the terminal once a day. */
function shownProgress({ site }: Stack, { dataDir, say }: HistoryDoor): (progress: Progress) => void {
  const beganAt = performance.now();
  const beginMs = Date.parse(site.foundedAt);
  const newest = new Map<string, Progress>();
  let doneBefore: number | undefined;
  let writtenAt = -Infinity;
  let dayTold = 0;
  return (progress) => {
    newest.set(progress.play.coi, progress);
    const days = Math.min(HISTORY_DAYS, (Date.parse(progress.siteTime) - beginMs) / DAY_MS);
    const done = doneOf([...newest.values()], days);
    doneBefore ??= done;
    const day = Math.min(HISTORY_DAYS, Math.floor(days) + 1);
    if (day > dayTold) say(`Playing the last ${HISTORY_DAYS} days: day ${day}.`);
    dayTold = Math.max(dayTold, day);
    const now = performance.now();
    if (now - writtenAt < PROGRESS_EVERY_MS) return;
    writtenAt = now;
    const filling = fillingOf(day, HISTORY_DAYS, { done, doneBefore, elapsedMs: now - beganAt });
    writeDemoProgress(dataDir, { filling, tries: [WATCH_WALL] });
  };
}

/** Share of the work: steps take their time at the pace of people, and days at the fastest pace of the clock. */
function doneOf(progress: readonly Progress[], days: number): number {
  const total = Math.max(0, ...progress.map(({ stepsTotal }) => stepsTotal));
  const steps = progress.reduce((sum, { stepsDone }) => sum + stepsDone, 0);
  return Math.min(1, (steps + days * STEPS_A_DAY) / (total * (1 + SECOND_PART) + HISTORY_DAYS * STEPS_A_DAY));
}
