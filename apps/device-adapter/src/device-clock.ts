import type { SiteTime } from './site-time.js';

/** What of the site's clock another clock is measured against. */
type ReferenceClock = Pick<SiteTime, 'now' | 'rate' | 'uncertaintyMs' | 'isSettled' | 'isUnchanged'>;

/** Below this a difference is how long a question takes, not a clock that is wrong. */
const NOISE_MS = 50;
const WRONG_FROM_MS = 5_000;

/**
 * How the device's clock differs from the site's. A difference smaller than what the measurement can tell is none, and
 * one that did not change by more than that stays as it was: limits are judged on the aligned axis, which must not shake.
 * While simulated time runs so fast that a slow answer looks like a wrong clock, nothing is learnt.
 */
export class DeviceClock {
  #offsetMs = 0;

  /** Site time minus device time, in seconds, as decimal text. */
  get offsetSeconds(): string {
    return String(this.#offsetMs / 1_000);
  }

  get isWrong(): boolean {
    return Math.abs(this.#offsetMs) >= WRONG_FROM_MS;
  }

  /** Asks the device for its time, which `read` does; true when the difference changed. */
  async measure(site: ReferenceClock, read: () => Promise<number | undefined>): Promise<boolean> {
    if (!site.isSettled()) return false;
    const beforeMs = site.now();
    const deviceMs = await read();
    const afterMs = site.now();
    // A clock that was set while we asked would make the device look wrong: ask the site once more.
    if (deviceMs === undefined || !(await site.isUnchanged())) return false;
    const offsetMs = Math.round((beforeMs + afterMs) / 2 - deviceMs);
    // The device knows the site's time no better than we do.
    const doubtMs = (afterMs - beforeMs) / 2 + 2 * site.uncertaintyMs + NOISE_MS * Math.max(1, site.rate);
    if (doubtMs >= WRONG_FROM_MS || Math.abs(offsetMs - this.#offsetMs) <= doubtMs) return false;
    this.#offsetMs = Math.abs(offsetMs) <= doubtMs ? 0 : offsetMs;
    return true;
  }
}
