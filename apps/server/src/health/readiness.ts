import { Inject, Injectable } from '@nestjs/common';
import { schemaFault } from '@autolog/store/migrate';
import { Records } from '../record/records.js';

/** Why this process must not be sent requests now. Codes only: what exactly is wrong is in its log and its metrics. */
export const READINESS_CODES = [
  'DATABASE_UNREACHABLE',
  'DATABASE_READ_ONLY',
  'SCHEMA_UNKNOWN',
  'RECORD_NOT_ORDERED',
] as const;
export type ReadinessCode = (typeof READINESS_CODES)[number];

/** Events have their place within 200 ms; this late, nobody gives them one. */
const UNPLACED_SECONDS_MAX = 10;

export type RecordProgress = Readonly<{
  events: number;
  leaves: number;
  unplacedSeconds: number;
  checkpointSeconds: number | null;
}>;

// An event's own time is the site's, which may be simulated: the row of the clock tells it back in real time. What was
// written before the clock was last set is at least as old as that.
const OLDEST = `(select min(e.at) from event e
  where e.txid >= (select txid from horizon)
    and not exists (select from leaf l where l.stream = e.stream and l.seq = e.seq))`;
const SECONDS = (since: string): string => `extract(epoch from real_now() - (${since}))::float8`;
const REAL_AGE = SECONDS(OLDEST);
const SIMULATED_AGE = SECONDS(
  `select real_epoch + greatest(${OLDEST} - site_epoch, interval '0') / rate from site_clock where ${OLDEST} is not null`,
);

@Injectable()
export class ServerReadiness {
  constructor(@Inject(Records) private readonly records: Records) {}

  /** Every reason at once; empty when this process may be sent requests. */
  async reasons(): Promise<readonly ReadinessCode[]> {
    const { database } = this.records;
    try {
      const [row] = await database.query<{ readOnly: boolean }>(
        `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly"`,
      );
      if (row?.readOnly !== false) return ['DATABASE_READ_ONLY'];
      if (await schemaFault(database)) return ['SCHEMA_UNKNOWN'];
      const { unplacedSeconds } = await this.recordProgress();
      return unplacedSeconds > UNPLACED_SECONDS_MAX ? ['RECORD_NOT_ORDERED'] : [];
    } catch {
      return ['DATABASE_UNREACHABLE'];
    }
  }

  /** How far the log, its tree and its checkpoints are, in counts and real seconds. */
  async recordProgress(): Promise<RecordProgress> {
    const age = this.records.site.profile === 'gmp' ? REAL_AGE : SIMULATED_AGE;
    const [row] = await this.records.database.query<RecordProgress>(
      `select (select coalesce(sum(seq), 0) from stream)::float8 as events,
              (select coalesce(max(index) + 1, 0) from leaf)::float8 as leaves,
              coalesce(greatest(${age}, 0), 0) as "unplacedSeconds",
              ${SECONDS('select max(signed_at) from checkpoint')} as "checkpointSeconds"`,
    );
    if (!row) throw new Error('the database did not say how far the record is');
    return row;
  }
}
