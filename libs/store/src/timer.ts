import type { Database } from './database.js';
import { instantText } from './instant-text.js';

const DUE_PER_SWEEP_MAX = 200;

export type ArmedTimer = Readonly<{ batch: string; name: string; dueAt: string }>;

const TIMER_COLUMNS = `batch, name, ${instantText('due_at')} as "dueAt"`;

export class TimerStore {
  constructor(private readonly database: Database) {}

  /** Armed timers whose due time has come by the database's site clock; the oldest first. */
  due(): Promise<ArmedTimer[]> {
    return this.upcoming(0);
  }

  /** Armed timers that are due or fall due within `withinMs` of site time; the oldest first. */
  upcoming(withinMs: number): Promise<ArmedTimer[]> {
    return this.database.query<ArmedTimer>(
      `select ${TIMER_COLUMNS} from timer
        where status = 'armed' and due_at <= site_now() + $1 * interval '1 millisecond'
        order by due_at limit ${String(DUE_PER_SWEEP_MAX)}`,
      [withinMs],
    );
  }

  /**
   * Whether this timer may fire now: still armed, with this due time, and due by the database's clock, whatever clock
   * the caller has (D1). The batch's stream is locked by the caller, so that it fires at most once.
   */
  async mayFire(timer: ArmedTimer): Promise<boolean> {
    const rows = await this.database.query(
      `select 1 from timer where batch = $1 and name = $2 and status = 'armed' and due_at = $3 and due_at <= site_now()`,
      [timer.batch, timer.name, timer.dueAt],
    );
    return rows.length === 1;
  }
}
