import type { Instant } from '@autolog/domain/brand';
import type { Database } from './database.js';
import { epochMs, instantText } from './instant-text.js';

/** How far the server lets the simulated clock run ahead of its own last sign of life. */
const CLOCK_LEASE = `interval '5 seconds'`;
/**
 * Until a change is committed others tell the time by the old row. A slower one begins where the old one will be this
 * much later, and stands still until then: site time never runs backwards, in any process.
 */
const RATE_CHANGE_DELAY = `interval '50 milliseconds'`;

/** `isReached`: the stop is not ahead of the clock. `isAtRealSpeed`: the clock runs at rate 1 with no stop set. */
export type FastForwardStop = Readonly<{ at: Instant; isReached: boolean; isAtRealSpeed: boolean }>;

export type SimulatedClockRow = Readonly<{
  siteEpochMs: number;
  realEpochMs: number;
  realUntilMs: number;
  rate: number;
  realNowMs: number;
  untilNext: boolean;
}>;

const READ_CLOCK = `select ${epochMs('site_epoch')} as "siteEpochMs", ${epochMs('real_epoch')} as "realEpochMs",
  ${epochMs('real_until')} as "realUntilMs", rate, ${epochMs('real_now()')} as "realNowMs", stop_at is not null as "untilNext"
  from site_clock`;

/** A fast-forward to `stop_at` ends a microsecond late rather than early: site_now() itself never passes `stop_at`. */
const LEASE_END = `least(n + ${CLOCK_LEASE}, real_epoch + (stop_at - site_epoch) / rate + interval '1 microsecond')`;

/** The simulated site clock. In gmp its row does not exist and nothing here is ever called. */
export class SimulatedClock {
  constructor(private readonly database: Database) {}

  async read(): Promise<SimulatedClockRow> {
    const [row] = await this.database.query<SimulatedClockRow>(READ_CLOCK);
    if (!row) throw new Error('this installation has no simulated clock');
    return row;
  }

  /** Lets the clock run on for another lease. After a lease has run out it continues from where it stopped. */
  async renewLease(): Promise<void> {
    await this.database.query(
      `with moment as (select real_now() as n)
       update site_clock set
         site_epoch = case when real_until < n then site_now() else site_epoch end,
         real_epoch = case when real_until < n then n else real_epoch end
         from moment`,
    );
    await this.database.query(
      `with moment as (select real_now() as n) update site_clock set real_until = ${LEASE_END} from moment`,
    );
  }

  /** In the open transaction: another rate from this moment on, and no further than `stopAt`. */
  async setRate(rate: number, stopAt?: Instant): Promise<void> {
    await this.database.query(
      `with moment as (select real_now() + case when rate > $1 then ${RATE_CHANGE_DELAY} else interval '0' end as m from site_clock)
       update site_clock set
         site_epoch = least(coalesce(stop_at, 'infinity'),
                            site_epoch + rate * greatest(least(m, real_until) - real_epoch, interval '0')),
         real_epoch = m, rate = $1, stop_at = null
         from moment`,
      [rate],
    );
    if (stopAt !== undefined)
      await this.database.query('update site_clock set stop_at = greatest($1::timestamptz, site_epoch)', [stopAt]);
    await this.database.query(
      `with moment as (select real_now() as n) update site_clock set real_until = ${LEASE_END} from moment`,
    );
  }

  /**
   * Where a fast-forward would end: at the next timer, or at `until` where that is earlier. Undefined where neither is.
   * A timer that is due and has not fired yet is the next one: the clock does not leave it behind.
   */
  async nextStop(until?: Instant): Promise<FastForwardStop | undefined> {
    const [row] = await this.database.query<Omit<FastForwardStop, 'at'> & Readonly<{ at: Instant | null }>>(
      `select ${instantText('s.at')} as at, s.at <= site_now() as "isReached",
              c.rate = 1 and c.stop_at is null as "isAtRealSpeed"
         from site_clock c,
              (select least(min(due_at), $1::timestamptz) as at from timer where status = 'armed') s`,
      [until ?? null],
    );
    return row?.at ? { ...row, at: row.at } : undefined;
  }

  /**
   * True once "next event" has arrived: the clock stands at the due time and waits to be set to 1. A microsecond of the
   * real clock is `rate` of the site's, and half the time the stop falls between two of them: the last one counts.
   */
  async hasReachedStop(): Promise<boolean> {
    const [row] = await this.database.query<{ arrived: boolean }>(
      `select stop_at is not null and site_now() >= stop_at - rate * interval '1 microsecond' as arrived from site_clock`,
    );
    return row?.arrived ?? false;
  }
}
