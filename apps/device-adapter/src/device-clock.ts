import { CLOCK_DIFFERENCE_SECONDS_MAX } from '@autolog/domain/device/clock-difference';
import type { SiteTime } from './site-time.js';

/** The part of the site clock that the device clock is measured against. */
type ReferenceClock = Pick<SiteTime, 'now' | 'rate' | 'uncertaintyMs' | 'isReliable' | 'isStillUnchanged'>;

/** A smaller difference comes from the duration of the request, not from a wrong clock. */
const NOISE_MS = 50;
const WRONG_FROM_MS = CLOCK_DIFFERENCE_SECONDS_MAX * 1_000;

/**
 * How the device's clock differs from the site clock. A difference within the uncertainty of the measurement counts as
 * none, and a change within it leaves the difference as it was: limits are checked on the corrected time axis, which
 * must be stable. Nothing is measured while simulated time runs so fast that a slow answer looks like a wrong clock.
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

  /** Measures the difference; `read` asks the device for its time. True when the difference changed. */
  async measure(site: ReferenceClock, read: () => Promise<number | undefined>): Promise<boolean> {
    if (!site.isReliable()) return false;
    const beforeMs = site.now();
    const deviceMs = await read();
    const afterMs = site.now();
    // If the site clock was changed during the request, the device would look wrong: ask the server again.
    if (deviceMs === undefined || !(await site.isStillUnchanged())) return false;
    const offsetMs = Math.round((beforeMs + afterMs) / 2 - deviceMs);
    // Twice our own uncertainty: the device knows site time no better than we do.
    const doubtMs = (afterMs - beforeMs) / 2 + 2 * site.uncertaintyMs + NOISE_MS * Math.max(1, site.rate);
    if (doubtMs >= WRONG_FROM_MS || Math.abs(offsetMs - this.#offsetMs) <= doubtMs) return false;
    this.#offsetMs = Math.abs(offsetMs) <= doubtMs ? 0 : offsetMs;
    return true;
  }
}
