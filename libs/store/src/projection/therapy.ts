import type { TherapyEvent } from '@autolog/domain/therapy/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

/** TherapyOrdered is all that happens to an order itself; its batch is found in the batch overview. */
export async function applyTherapy(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<TherapyEvent>[],
): Promise<void> {
  for (const { event, at, seq } of events) {
    await database.query('insert into therapy (id, coi, order_number, ordered_at, seq) values ($1, $2, $3, $4, $5)', [
      id,
      event.coi,
      event.orderNumber,
      at,
      seq,
    ]);
  }
}
