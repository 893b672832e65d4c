import { siteMillisAt, type SiteClock } from './site-clock.js';

/**
 * What a process knows of the site clock: the row, and how its own clock differs from the server's. Simulator and
 * adapter poll the server each second; between two polls they compute site time themselves.
 */
export type ClockSync = Readonly<{
  clock: SiteClock;
  /** Server's real time minus our own, in milliseconds. */
  offsetMs: number;
  /** Half the round trip of the poll the offset was taken from: how wrong the offset may be. */
  uncertaintyMs: number;
  /** Our own time of the poll the offset was taken from. */
  measuredAtMs: number;
}>;

/** The part of the server's answer that matters here. `realNowMs` is its real time at the answer. */
export type SiteClockReply = SiteClock & Readonly<{ realNowMs: number }>;

/** How long the offset of a quick poll is kept when later polls are slower; after that, clocks may have drifted. */
const OFFSET_KEPT_MS = 30_000;

/**
 * The new knowledge after one poll, sent at `sentMs` and answered at `receivedMs` by our own clock. The row is always
 * the newest; the offset is that of the quickest poll of the last half minute, so a slow answer does not shake time.
 */
export function updateClockSync(
  known: ClockSync | undefined,
  answer: SiteClockReply,
  sentMs: number,
  receivedMs: number,
): ClockSync {
  const clock: SiteClock = {
    siteEpochMs: answer.siteEpochMs,
    realEpochMs: answer.realEpochMs,
    realUntilMs: answer.realUntilMs,
    rate: answer.rate,
  };
  const uncertaintyMs = Math.max(0, receivedMs - sentMs) / 2;
  const offsetMs = answer.realNowMs - (sentMs + receivedMs) / 2;
  const fresh = { clock, offsetMs, uncertaintyMs, measuredAtMs: receivedMs };
  if (known === undefined || receivedMs - known.measuredAtMs > OFFSET_KEPT_MS) return fresh;
  // Our own clock was set: what was measured before it no longer holds.
  const clockWasSet = Math.abs(offsetMs - known.offsetMs) > uncertaintyMs + known.uncertaintyMs + 50;
  return clockWasSet || uncertaintyMs <= known.uncertaintyMs ? fresh : { ...known, clock };
}

/** Site time for a moment of our own clock, in milliseconds since 1970. */
export const siteNow = (sync: ClockSync, ownMs: number): number => siteMillisAt(sync.clock, ownMs + sync.offsetMs);

/** How far our site time may be from the server's, in site milliseconds. */
export const siteUncertaintyMs = (sync: ClockSync): number => sync.uncertaintyMs * sync.clock.rate;
