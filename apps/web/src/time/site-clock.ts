import { millisOf } from '@autolog/domain/time';
import type { Instant } from '@autolog/domain/brand';
import type { Language } from '@autolog/domain/text';
import { useSyncExternalStore } from 'react';
import { createListeners } from '../ui/listeners.js';
import { LOCALES } from './locale.js';

// The screen shows the server's time only: beats bring site time and its speed (F27). The clock of the computer is
// never read; elapsed time comes from the browser's monotonic counter.

const TICK_MS = 250;

type Heartbeat = Readonly<{ siteMs: number; rate: number; receivedAtMs: number }>;

let lastBeat: Heartbeat | undefined;
let zone = 'UTC';
/** The time shown. It changes at ticks only: a fast clock would otherwise change it during a render. */
let tickSeconds: number | undefined;

const tick = (): void => {
  const now = siteClock.now();
  tickSeconds = now === undefined ? undefined : Math.floor(now / 1000);
  listeners.notify();
};

const listeners = createListeners(() => {
  const ticking = setInterval(tick, TICK_MS);
  tick();
  return () => clearInterval(ticking);
});

/** Milliseconds since the page opened; never set back. */
export const monotonicMs = (): number => performance.now();

export const siteClock = {
  synchronize(siteMs: number, rate: number): void {
    lastBeat = { siteMs, rate, receivedAtMs: monotonicMs() };
    tick();
  },
  /** Site time of the last beat. */
  lastBeatAt: (): number | undefined => lastBeat?.siteMs,
  setZone: (name: string): void => void (zone = name),
  /** Site time in UTC milliseconds; undefined before the first beat. */
  now: (): number | undefined =>
    lastBeat === undefined ? undefined : lastBeat.siteMs + lastBeat.rate * (monotonicMs() - lastBeat.receivedAtMs),
  rate: (): number => lastBeat?.rate ?? 1,
  /** Site time as it was at the last tick, in whole seconds since 1970. */
  seconds: (): number | undefined => tickSeconds,
  subscribe: listeners.subscribe,
};

/** Site time in whole seconds since 1970; renders at most once a second, four times while the clock runs fast. */
export const useSiteSeconds = (): number | undefined => useSyncExternalStore(listeners.subscribe, siteClock.seconds);

type InstantFormat = 'time' | 'seconds' | 'day' | 'weekday' | 'weekday and month' | 'day and time';
const FORMAT_OPTIONS: Readonly<Record<InstantFormat, Intl.DateTimeFormatOptions>> = {
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

/** An instant in the site's own zone, 24-hour, in the reader's language. */
export const formatInstant = (at: string | number, format: InstantFormat, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    ...FORMAT_OPTIONS[format],
    timeZone: zone,
    hourCycle: 'h23',
  }).format(typeof at === 'number' ? at : millisOf(at as Instant));
