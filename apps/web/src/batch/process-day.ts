import { epochDayAt, zoneOffsetAt } from '@autolog/domain/time-zone';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A moment of the process: the day it falls on, counted in days of the site's calendar, and how far in that day. */
export type ProcessDay = Readonly<{ day: number; share: number }>;

/** Day 0 is the calendar day of `zeroMs` at the site; midnight there begins the next, whatever the clocks do (F17). */
export function processDay(zeroMs: number, atMs: number, zone: string): ProcessDay {
  const date = epochDayAt(atMs, zone);
  return { day: date - epochDayAt(zeroMs, zone), share: (atMs + zoneOffsetAt(atMs, zone)) / DAY_MS - date };
}

/** Noon of a day of the process: a moment that lies on that day in every zone's calendar. */
export function noonOf(zeroMs: number, day: number, zone: string): number {
  const noon = (epochDayAt(zeroMs, zone) + day) * DAY_MS + 12 * HOUR_MS;
  return noon - zoneOffsetAt(noon, zone);
}

type ProcessTimes = Readonly<{
  anchors: readonly Readonly<{ id: string; at: string }>[];
  startedAt?: string;
  /** The first planned day; before day 0 where a process begins with its preparation. */
  firstDay?: number;
}>;

/** The anchor that recipes count their days from. */
const DAY_ZERO_ANCHOR = 'activation';

/**
 * When day 0 was, in UTC milliseconds: at activation. Until then, and in a recipe without such an anchor, it is where it
 * will be when all goes by plan: the day the batch was started is the first planned one.
 */
export function dayZero({ anchors, startedAt, firstDay = 0 }: ProcessTimes): number | undefined {
  const anchor = anchors.find(({ id }) => id === DAY_ZERO_ANCHOR);
  if (anchor !== undefined) return Date.parse(anchor.at);
  return startedAt === undefined ? undefined : Date.parse(startedAt) - firstDay * DAY_MS;
}
