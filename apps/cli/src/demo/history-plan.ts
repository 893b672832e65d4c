import { epochDayAt, zoneOffsetAt } from '@autolog/domain/time-zone';

/** How many days before the real time the site clock of a demo with a history starts: a whole process and a night. */
export const HISTORY_DAYS = 13;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** When work in a cleanroom begins, in local time. */
const WORK_BEGINS_MS = 8 * HOUR_MS;
/** The first batch takes twelve days and nine hours: it cannot wait longer than this for a morning. */
const FIRST_START_DELAY_MS_MAX = 12 * HOUR_MS;
/** The day of its process at which the second batch is paused. */
const SECOND_DAYS = 5;
/** Recent enough to be unassessed, early enough for the device to have recovered. */
const ALARM_BEFORE_END_MS = 2 * HOUR_MS;

/** Site instants of the history, in milliseconds. */
export type HistoryPlan = Readonly<{
  firstStartsMs: number;
  secondStartsMs: number;
  alarmMs: number;
  /** When the second batch is paused: the real time at which the site was founded. */
  endMs: number;
}>;

/**
 * The plan for a site that was founded at `foundedMs` of its own clock. Work begins in the morning; the alarm is raised
 * on the last day, whatever the hour at which the demo was started.
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

/** The instant of a local time on a date; counted by dates, because not every day has twenty-four hours. */
function localTimeMs(date: number, timeMs: number, zone: string): number {
  const local = date * DAY_MS + timeMs;
  return local - zoneOffsetAt(local - zoneOffsetAt(local, zone), zone);
}
