import type { Profile } from '@autolog/domain/site/event';
import type { Database } from './database.js';
import { schemaFault } from './migrate.js';

/** How far the log, its tree and its checkpoints are, in counts and seconds of the real clock. */
export type RecordProgress = Readonly<{
  events: number;
  leaves: number;
  unplacedSeconds: number;
  checkpointSeconds: number | null;
}>;

/** The site time of the oldest event that has no leaf yet. */
const OLDEST = `(select min(e.at) from event e
  where e.txid >= (select txid from horizon)
    and not exists (select from leaf l where l.stream = e.stream and l.seq = e.seq))`;
const secondsSince = (instant: string): string => `extract(epoch from real_now() - (${instant}))::float8`;
// A simulated site time is converted to real time by the row of the clock. What was written before the clock was last
// set is at least as old as that change.
const OLDEST_BY_SIMULATED_CLOCK = `select real_epoch + greatest(${OLDEST} - site_epoch, interval '0') / rate
  from site_clock where ${OLDEST} is not null`;

export class HealthStore {
  constructor(
    private readonly database: Database,
    private readonly profile: Profile,
  ) {}

  async isReadOnly(): Promise<boolean> {
    const [row] = await this.database.query<{ readOnly: boolean }>(
      `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly"`,
    );
    return row?.readOnly !== false;
  }

  schemaFault(): Promise<string | undefined> {
    return schemaFault(this.database);
  }

  async recordProgress(): Promise<RecordProgress> {
    const age = secondsSince(this.profile === 'gmp' ? OLDEST : OLDEST_BY_SIMULATED_CLOCK);
    const [row] = await this.database.query<RecordProgress>(
      `select (select coalesce(sum(seq), 0) from stream)::float8 as events,
              (select coalesce(max(index) + 1, 0) from leaf)::float8 as leaves,
              coalesce(greatest(${age}, 0), 0) as "unplacedSeconds",
              ${secondsSince('select max(signed_at) from checkpoint')} as "checkpointSeconds"`,
    );
    if (!row) throw new Error('the database did not say how far the record is');
    return row;
  }
}
