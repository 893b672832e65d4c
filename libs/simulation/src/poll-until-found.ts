import { setTimeout as wait } from 'node:timers/promises';

const FIRST_PAUSE_MS = 40;
const PAUSE_MS_MAX = 1_000;

/** Calls `find` with growing pauses until it finds something; undefined after `msMax` of real time. */
export async function pollUntilFound<Found>(
  find: () => Promise<Found | undefined>,
  msMax: number,
  stop: AbortSignal,
): Promise<Found | undefined> {
  const deadline = performance.now() + msMax;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 1.5)) {
    const found = await find();
    if (found !== undefined) return found;
    if (performance.now() + pauseMs > deadline) return undefined;
    await wait(pauseMs, undefined, { signal: stop });
  }
}
