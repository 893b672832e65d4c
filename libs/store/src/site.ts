import type { Profile } from '@autolog/domain/site/event';
import type { Database } from './database.js';

export const SITE_STREAM = 'site';

export type Site = Readonly<{ profile: Profile; name: string; zone: string; keyFingerprint: string }>;

/** What the first event says of this installation; undefined before it was founded. */
export async function readSite(database: Database): Promise<Site | undefined> {
  const [row] = await database.query<{ payload: Site }>(
    `select payload from event where stream = 'site' and seq = 1 and type = 'SiteFounded'`,
  );
  return row?.payload;
}

/** Site seconds per real second that "next event" runs at; telemetry keeps one reading a site minute. */
const NEXT_EVENT_RATE = 1_440;
/** How far the server lets the simulated clock run ahead of its own last sign of life. */
const CLOCK_LEASE = `interval '5 seconds'`;

export type ClockRow = Readonly<{
  siteEpochMs: number;
  realEpochMs: number;
  realUntilMs: number;
  rate: number;
  realNowMs: number;
  untilNext: boolean;
}>;

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const READ = `select ${ms('site_epoch')} as "siteEpochMs", ${ms('real_epoch')} as "realEpochMs",
  ${ms('real_until')} as "realUntilMs", rate, ${ms('real_now()')} as "realNowMs", stop_at is not null as "untilNext"
  from site_clock`;

/** A stretch to `stop_at` ends a microsecond late rather than early: site_now() itself never passes `stop_at`. */
const UNTIL = `least(n + ${CLOCK_LEASE}, real_epoch + (stop_at - site_epoch) / rate + interval '1 microsecond')`;

/** The simulated site clock. In gmp its row does not exist and nothing here is ever called. */
export class SiteClockRow {
  constructor(private readonly database: Database) {}

  async read(): Promise<ClockRow> {
    const [row] = await this.database.query<ClockRow>(READ);
    if (!row) throw new Error('this installation has no simulated clock');
    return row;
  }

  /** Lets the clock run on for another lease. After a silence it goes on from where it stood still. */
  async extend(): Promise<void> {
    await this.database.query(
      `with moment as (select real_now() as n)
       update site_clock set
         site_epoch = case when real_until < n then site_now() else site_epoch end,
         real_epoch = case when real_until < n then n else real_epoch end
         from moment`,
    );
    await this.database.query(
      `with moment as (select real_now() as n) update site_clock set real_until = ${UNTIL} from moment`,
    );
  }

  /** In the open transaction: another rate from this moment on, never backwards. */
  async run(rate: number, stopAt?: string): Promise<void> {
    await this.database.query(
      `with moment as (select real_now() as n)
       update site_clock set site_epoch = site_now(), real_epoch = n, rate = $1, stop_at = $2::timestamptz from moment`,
      [rate, stopAt ?? null],
    );
    await this.database.query(
      `with moment as (select real_now() as n) update site_clock set real_until = ${UNTIL} from moment`,
    );
  }

  /** In the open transaction: fast until the next timer falls due; undefined when none is armed. */
  async runToNext(): Promise<Readonly<{ rate: number; dueAt: string }> | undefined> {
    const [next] = await this.database.query<{ due: string | null }>(
      `select min(due_at)::text as due from timer where status = 'armed' and due_at > site_now()`,
    );
    if (!next?.due) return undefined;
    await this.run(NEXT_EVENT_RATE, next.due);
    return { rate: NEXT_EVENT_RATE, dueAt: next.due };
  }

  /**
   * True once "next event" has arrived: the clock stands at the due time and waits to be set to 1. A microsecond of the
   * real clock is `rate` of the site's, and half the time the stop falls between two of them: the last one counts.
   */
  async arrived(): Promise<boolean> {
    const [row] = await this.database.query<{ arrived: boolean }>(
      `select stop_at is not null and site_now() >= stop_at - rate * interval '1 microsecond' as arrived from site_clock`,
    );
    return row?.arrived ?? false;
  }
}

/** Both clocks at one moment, and how fast the site clock runs. */
export async function readSiteTime(
  database: Database,
  site: Site,
): Promise<Readonly<{ siteMs: number; serverMs: number; rate: number }>> {
  const rate = site.profile === 'gmp' ? '1::float8' : '(select rate from site_clock)';
  const [row] = await database.query<{ siteMs: number; serverMs: number; rate: number }>(
    `select ${ms('site_now()')} as "siteMs", ${ms('real_now()')} as "serverMs", ${rate} as rate`,
  );
  if (!row) throw new Error('the database did not tell the time');
  return row;
}

/** Site seconds per real second. */
export async function readClockRate(database: Database, site: Site): Promise<number> {
  if (site.profile === 'gmp') return 1;
  const [row] = await database.query<{ rate: number }>('select rate from site_clock');
  return row?.rate ?? 1;
}
