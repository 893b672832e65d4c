import type { Database } from './database.js';
import { instantText } from './instant-text.js';

const DUE_PER_SWEEP_MAX = 200;

export type ArmedTimer = Readonly<{ batch: string; name: string; dueAt: string }>;

const COLUMNS = `batch, name, ${instantText('due_at')} as "dueAt"`;

/** Armed timers whose due time has come by the database's site clock; the oldest first. */
export const dueTimers = (database: Database): Promise<ArmedTimer[]> =>
  database.query<ArmedTimer>(
    `select ${COLUMNS} from timer where status = 'armed' and due_at <= site_now() order by due_at limit ${String(DUE_PER_SWEEP_MAX)}`,
  );

/** Armed timers that fall due within `withinMs` of site time, for waking up in time. */
export const upcomingTimers = (database: Database, withinMs: number): Promise<ArmedTimer[]> =>
  database.query<ArmedTimer>(
    `select ${COLUMNS} from timer
      where status = 'armed' and due_at <= site_now() + $1 * interval '1 millisecond' order by due_at limit ${String(DUE_PER_SWEEP_MAX)}`,
    [withinMs],
  );

/**
 * Whether this timer may fire now: still armed, with this due time, and due by the database's clock, whatever clock the
 * one who asks has (D1). The batch's stream is locked by the caller, so that it fires at most once.
 */
export async function mayFire(database: Database, timer: ArmedTimer): Promise<boolean> {
  const rows = await database.query(
    `select 1 from timer where batch = $1 and name = $2 and status = 'armed' and due_at = $3 and due_at <= site_now()`,
    [timer.batch, timer.name, timer.dueAt],
  );
  return rows.length === 1;
}
