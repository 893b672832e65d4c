import type { Database } from '../database.js';
import type { Seen } from './seen.js';

export async function applyTherapy(database: Database, id: string, events: readonly Seen<'therapy'>[]): Promise<void> {
  for (const { event, at, seq } of events) {
    if (event.type !== 'TherapyOrdered') continue;
    await database.query('insert into therapy (id, coi, order_number, ordered_at, seq) values ($1, $2, $3, $4, $5)', [
      id,
      event.coi,
      event.orderNumber,
      at,
      seq,
    ]);
  }
}
