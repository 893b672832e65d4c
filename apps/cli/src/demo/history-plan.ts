import { epochDayAt, zoneOffsetAt } from '@autolog/domain/time-zone';

/** Site days before the real day at which the clock of a demo with a history begins: a whole process, and a night. */
export const HISTORY_DAYS = 13;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When a cleanroom begins its day, by the clock on its wall. */
const WORK_BEGINS_MS = 8 * HOUR_MS;
/** Twelve days and nine hours are what the first batch takes: it cannot wait for its morning longer than this. */
const FIRST_START_DELAY_MS_MAX = 12 * HOUR_MS;
/** So many days of its process has the second batch behind it at the end. */
const SECOND_DAYS = 5;
/** Recent enough to be open, long enough ago for the device to have recovered. */
const ALARM_BEFORE_END_MS = 2 * HOUR_MS;

/** Site instants of the history, in milliseconds. */
export type HistoryPlan = Readonly<{
  firstStartsMs: number;
  secondStartsMs: number;
  alarmMs: number;
  /** Where the second batch is laid down: the real moment at which the site was founded. */
  endMs: number;
}>;

/**
 * When everything happens, for a site that was founded at `foundedMs` of its own clock. Work begins in the morning; the
 * alarm comes on the last day, whatever hour the demo was started at.
 */
export function historyPlan(foundedMs: number, zone: string): HistoryPlan {
  const endMs = foundedMs + HISTORY_DAYS * DAY_MS;
  const morningsMs = [0, 1].map((days) => localTimeMs(epochDayAt(foundedMs, zone) + days, WORK_BEGINS_MS, zone));
  const firstMorningMs = morningsMs.find((ms) => ms >= foundedMs && ms - foundedMs <= FIRST_START_DELAY_MS_MAX);
  const today = epochDayAt(endMs, zone);
  return {
    firstStartsMs: firstMorningMs ?? foundedMs,
    secondStartsMs: localTimeMs(today - SECOND_DAYS, WORK_BEGINS_MS, zone),
    alarmMs: endMs - Math.min(ALARM_BEFORE_END_MS, (endMs - localTimeMs(today, 0, zone)) / 2),
    endMs,
  };
}

/** The instant at which the wall clocks of a date show a time; by dates, for not every day has twenty-four hours. */
function localTimeMs(date: number, timeMs: number, zone: string): number {
  const local = date * DAY_MS + timeMs;
  return local - zoneOffsetAt(local - zoneOffsetAt(local, zone), zone);
}
