import { epochDayAt, zoneOffsetAt } from '@autolog/domain/time-zone';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A moment of the process: its day, counted in calendar days of the site, and the share of that day that has passed.
 */
export type ProcessDay = Readonly<{ day: number; share: number }>;

/**
 * Day 0 is the calendar day of `zeroMs` at the site. The next day begins at midnight there, also when summer time
 * changes (F17).
 */
export function processDay(zeroMs: number, atMs: number, zone: string): ProcessDay {
  const date = epochDayAt(atMs, zone);
  return { day: date - epochDayAt(zeroMs, zone), share: (atMs + zoneOffsetAt(atMs, zone)) / DAY_MS - date };
}

/** Noon of a day of the process. */
export function noonOf(zeroMs: number, day: number, zone: string): number {
  const noon = (epochDayAt(zeroMs, zone) + day) * DAY_MS + 12 * HOUR_MS;
  return noon - zoneOffsetAt(noon, zone);
}

type ProcessTimes = Readonly<{
  anchors: readonly Readonly<{ id: string; at: string }>[];
  startedAt?: string;
  /** The first planned day; negative where the process begins before day 0. */
  firstDay?: number;
}>;

/** The anchor from which recipes count their days. */
const DAY_ZERO_ANCHOR = 'activation';

/**
 * When day 0 was, in UTC milliseconds: at activation. Before that, and in a recipe without this anchor, it is planned:
 * the day on which the batch was started is the first planned day.
 */
export function dayZero({ anchors, startedAt, firstDay = 0 }: ProcessTimes): number | undefined {
  const anchor = anchors.find(({ id }) => id === DAY_ZERO_ANCHOR);
  if (anchor !== undefined) return Date.parse(anchor.at);
  return startedAt === undefined ? undefined : Date.parse(startedAt) - firstDay * DAY_MS;
}
