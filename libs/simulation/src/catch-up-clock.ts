import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClockReply } from '@autolog/contract/site';
import { siteMillisAt } from '@autolog/domain/site/site-clock';
import type { Session } from './http-client.js';

const PACE = 1_440;
/** Site time nearer to real time than this has caught up. */
const CAUGHT_UP_MS = 1_000;
/** Other people may set the clock as well: after this long it is left as it is. */
const ATTEMPT_MS_MAX = 60_000;
const POLL_MS = 50;

/**
 * Lets the site clock run fast until it meets real time, and stops at every timer on the way. A clock that is further
 * behind than `furtherThan` is left as it is. Returns how many milliseconds it is still behind.
 */
export async function catchUpClock(
  session: Session,
  { stop, furtherThan }: Readonly<{ stop: AbortSignal; furtherThan: number }>,
): Promise<number> {
  const until = performance.now() + ATTEMPT_MS_MAX;
  for (;;) {
    const clock = await session.get<ClockReply>('/api/site/clock');
    const behindMs = clock.realNowMs - siteMillisAt(clock, clock.realNowMs);
    if (!clock.untilNext) {
      if (behindMs <= CAUGHT_UP_MS || behindMs > furtherThan || performance.now() > until) return behindMs;
      const body = { rate: 'next', pace: String(PACE), until: new Date(meetingMs(clock, behindMs)).toISOString() };
      await session.post('/api/site/clock', body, randomUUID());
    }
    await wait(POLL_MS, undefined, { signal: stop });
  }
}

/** The instant at which a clock that runs fast from now on meets the real one. */
const meetingMs = ({ realNowMs }: ClockReply, behindMs: number): number =>
  Math.floor(realNowMs + behindMs / (PACE - 1));
