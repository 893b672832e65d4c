import { LOCALES } from './locale.js';
import type { Language } from '@autolog/domain/text';
import { zoneOffsetAt } from '@autolog/domain/time-zone';

// Every time on a desk is in the zone of the site and names it, whatever the zone of the computer (F17).

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Making a formatter costs far more than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
  formatters.set(key, made);
  return made;
}

/** "+02", or "+05:30" where minutes matter. */
export function formatOffset(ms: number, zone: string): string {
  const offset = zoneOffsetAt(ms, zone);
  const minutes = Math.abs(offset) / MINUTE;
  const twoDigits = (figure: number) => String(figure).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}${minutes % 60 ? `:${twoDigits(minutes % 60)}` : ''}`;
}

/** "28 Oct 2026, 09:14:05 CET": date, time and zone, as a signature must show them (P11-50). */
export const formatTimestamp = (instant: string, zone: string, language: Language): string =>
  formatter(LOCALES[language], zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(Date.parse(instant));

/** "28 Oct 09:14 CET", where the year is clear from the context. */
export function formatShortTimestamp(instant: string, zone: string, language: Language): string {
  const ms = Date.parse(instant);
  return `${day(ms, zone, language)} ${clockTime(ms, zone)} ${zoneName(ms, zone, language)}`;
}

/** "CET", "CEST", or the offset where a zone has no name of its own. */
export const zoneName = (ms: number, zone: string, language: Language): string =>
  formatter(LOCALES[language], zone, { timeZoneName: 'short' })
    .formatToParts(ms)
    .find((part) => part.type === 'timeZoneName')?.value ?? formatOffset(ms, zone);

const day = (ms: number, zone: string, language: Language): string =>
  formatter(LOCALES[language], zone, { day: 'numeric', month: 'short' }).format(ms);
const clockTime = (ms: number, zone: string, seconds = false): string =>
  formatter('en-GB', zone, { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}) }).format(
    ms,
  );

const SECONDS_AND_MINUTES = [1, 5, 15, 30].flatMap((n) => [n * SECOND, n * MINUTE]);
const HOURS = [1, 2, 3, 6, 12].map((n) => n * HOUR);
const DAYS = [1, 2, 7].map((n) => n * DAY);
const TICK_STEPS_MS = [...SECONDS_AND_MINUTES.toSorted((a, b) => a - b), ...HOURS, ...DAYS];

/** A mark of the time axis: UTC milliseconds and its label, one or two lines. */
export type TimeTick = Readonly<{ at: number; label: string }>;

/**
 * Marks at round times of the site's clock, at most `wanted`. In a period with a change of summer time every label has
 * its offset: 02:00 and 02:30 exist twice that night and could not be told apart otherwise.
 */
export function timeTicks(
  from: number,
  to: number,
  wanted: number,
  zone: string,
  language: Language,
): readonly TimeTick[] {
  const step = TICK_STEPS_MS.find((candidate) => (to - from) / candidate <= Math.max(wanted, 1)) ?? 14 * DAY;
  const showsOffset = zoneOffsetChanges(from, to, zone);
  let lastDay = '';
  return roundSiteTimes(from, to, step, zone).map((at) => {
    const today = day(at, zone, language);
    const offset = showsOffset ? ` ${formatOffset(at, zone)}` : '';
    if (step >= DAY) return { at, label: `${today}${offset}` };
    const label = `${clockTime(at, zone, step < MINUTE)}${offset}${today === lastDay ? '' : `\n${today}`}`;
    lastDay = today;
    return { at, label };
  });
}

/** Whether summer time begins or ends in the period. */
export const zoneOffsetChanges = (from: number, to: number, zone: string): boolean =>
  zoneOffsetAt(from, zone) !== zoneOffsetAt(to, zone);

/** Moments whose wall-clock time is a multiple of `step`, between two moments, both included. */
function roundSiteTimes(from: number, to: number, step: number, zone: string): readonly number[] {
  const times: number[] = [];
  // Steps that stay aligned when summer time changes; of these, the round local times are kept.
  const stride = Math.min(step, HOUR);
  const start = Math.ceil((from + zoneOffsetAt(from, zone)) / stride) * stride - zoneOffsetAt(from, zone);
  for (let at = start; at <= to; at += stride) if ((at + zoneOffsetAt(at, zone)) % step === 0) times.push(at);
  return times;
}
