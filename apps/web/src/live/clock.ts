import { millisOf } from '@autolog/domain/time';
import type { Instant } from '@autolog/domain/brand';
import { useSyncExternalStore } from 'react';

// The only clock on the glass is the server's: beats bring site time and how fast it runs (F27). The panel's own
// clock is never asked; elapsed time comes from the browser's monotonic counter.

const TICK_MS = 250;

type Beat = Readonly<{ siteMs: number; rate: number; heardAt: number }>;

let last: Beat | undefined;
let zone = 'UTC';
/** What is shown: it stands still between two ticks, or a fast clock would change it while it is being drawn. */
let shownSeconds: number | undefined;
const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

const tick = (): void => {
  const now = clock.now();
  shownSeconds = now === undefined ? undefined : Math.floor(now / 1000);
  for (const each of listeners) each();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (ticking === undefined) {
    ticking = setInterval(tick, TICK_MS);
    tick();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
};

/** Milliseconds since the page opened; never set back, never daylight-saved. */
export const elapsedHere = (): number => performance.now();

export const clock = {
  heard(siteMs: number, rate: number): void {
    last = { siteMs, rate, heardAt: elapsedHere() };
    tick();
  },
  /** Site time of the last beat: what stands on the glass is as of then. */
  heardAt: (): number | undefined => last?.siteMs,
  setZone: (name: string): void => void (zone = name),
  /** Site time in UTC milliseconds; undefined before the first beat. */
  now: (): number | undefined =>
    last === undefined ? undefined : last.siteMs + last.rate * (elapsedHere() - last.heardAt),
  rate: (): number => last?.rate ?? 1,
  /** Site time as it was at the last tick, in whole seconds since 1970. */
  seconds: (): number | undefined => shownSeconds,
  subscribe,
};

/** Site time in whole seconds since 1970; redraws once a second at most, four times while the clock runs fast. */
export const useSiteSeconds = (): number | undefined => useSyncExternalStore(subscribe, clock.seconds);

type Shown = 'time' | 'seconds' | 'day' | 'weekday' | 'weekday and month' | 'day and time';
const PARTS: Readonly<Record<Shown, Intl.DateTimeFormatOptions>> = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric' },
  'weekday and month': { weekday: 'short', day: 'numeric', month: 'short' },
  'day and time': {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
};
const LOCALE: Readonly<Record<string, string>> = { en: 'en-GB', nl: 'nl-NL' };

/** An instant in the site's own zone, 24-hour, in the reader's language. */
export const shownAt = (at: string | number, how: Shown, language: string): string =>
  new Intl.DateTimeFormat(LOCALE[language] ?? 'en-GB', { ...PARTS[how], timeZone: zone, hourCycle: 'h23' }).format(
    typeof at === 'number' ? at : millisOf(at as Instant),
  );
