import type { BatchEvent } from '@autolog/domain/batch/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

/** Armed timers as rows that can be found by their due time. Rebuilding arms them again and fires nothing. */
export async function applyTimers(
  database: ProjectionDatabase,
  batch: string,
  events: readonly ProjectedEvent<BatchEvent>[],
): Promise<void> {
  for (const { event } of events) {
    if (event.type === 'TimerArmed') {
      await database.query(
        `insert into timer (batch, name, step, purpose, due_at, status) values ($1, $2, $3, $4, $5, 'armed')
         on conflict (batch, name) do update set due_at = excluded.due_at, status = 'armed'`,
        [batch, event.timer, event.step, event.purpose, event.dueAt],
      );
    } else if (event.type === 'TimerFired' || event.type === 'TimerDisarmed') {
      await database.query('update timer set status = $3 where batch = $1 and name = $2', [
        batch,
        event.timer,
        event.type === 'TimerFired' ? 'fired' : 'disarmed',
      ]);
    }
  }
}
