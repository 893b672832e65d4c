import type { Profile } from '@autolog/domain/site/event';
import type { Database } from './database.js';
import { epochMs } from './instant-text.js';

/** Both clocks at one moment, and how many site seconds pass in a real second. */
export type SiteTime = Readonly<{ siteMs: number; serverMs: number; rate: number }>;

/** The clock of the site, real or simulated, as the database tells it. */
export class SiteClock {
  constructor(
    private readonly database: Database,
    private readonly profile: Profile,
  ) {}

  async read(): Promise<SiteTime> {
    const rate = this.profile === 'gmp' ? '1::float8' : '(select rate from site_clock)';
    const [row] = await this.database.query<SiteTime>(
      `select ${epochMs('site_now()')} as "siteMs", ${epochMs('real_now()')} as "serverMs", ${rate} as rate`,
    );
    if (!row) throw new Error('the database did not tell the time');
    return row;
  }

  /** Site seconds per real second. */
  async readRate(): Promise<number> {
    if (this.profile === 'gmp') return 1;
    const [row] = await this.database.query<{ rate: number }>('select rate from site_clock');
    return row?.rate ?? 1;
  }
}
