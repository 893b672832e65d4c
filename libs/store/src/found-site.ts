import type { Database } from './database.js';
import { Log } from './log.js';
import { PersonNames } from './person-names.js';
import { readSite, SITE_STREAM, type FoundedSite, type Site } from './site.js';

/** The simulated clock of demo and training: one row, changed only together with an event. */
const simulatedClock = (daysBack: number): string => `
  create table site_clock (
    single     boolean          primary key default true check (single),
    site_epoch timestamptz      not null,
    rate       double precision not null check (rate > 0),
    real_epoch timestamptz      not null,
    real_until timestamptz      not null,
    stop_at    timestamptz
  );
  insert into site_clock (site_epoch, rate, real_epoch, real_until)
    values (date_trunc('milliseconds', real_now()) - interval '${String(daysBack)} days', 1, real_now(), real_now());
  create or replace function site_now() returns timestamptz language sql volatile
    return (select least(coalesce(stop_at, 'infinity'),
                         site_epoch + rate * greatest(least(real_now(), real_until) - real_epoch, interval '0'))
              from site_clock);
  grant select, update on site_clock to autolog_runtime;
  grant select on site_clock to autolog_reader;
`;

/**
 * Writes the first event of an installation, once. In gmp the site clock stays the real clock, and the row that could
 * simulate it never exists; the profile can never change afterwards.
 */
export async function foundSite(database: Database, site: Site, software: string): Promise<FoundedSite> {
  return database.transaction(async () => {
    await database.query(`select pg_advisory_xact_lock(hashtext('autolog found site'))`);
    const founded = await readSite(database);
    if (founded) return founded;
    const { profile, clockDaysBack } = site;
    if (profile !== 'gmp') await database.query(simulatedClock(clockDaysBack ?? 0));
    else if (clockDaysBack !== undefined)
      throw new Error('in gmp the site clock is the real one from the first moment');
    const log = new Log(database, new PersonNames(database), { zone: site.zone, software });
    await log.createStream(SITE_STREAM);
    await log.lock([SITE_STREAM]);
    const now = await log.now();
    await log.append([{ stream: SITE_STREAM, after: 0, events: [{ type: 'SiteFounded', v: 1, ...site }] }], {
      by: { kind: 'system', part: 'installation' },
      now,
    });
    return { ...site, foundedAt: now };
  });
}
