import type { LotEvent } from '@autolog/domain/material/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

export async function applyLot(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<LotEvent>[],
): Promise<void> {
  for (const { event, seq } of events) {
    switch (event.type) {
      case 'LotRegistered':
        await database.query(
          `insert into lot (id, material, lot_number, status, expires_at, seq) values ($1, $2, $3, 'quarantine', $4, $5)`,
          [id, event.material, event.lotNumber, event.expiresAt, seq],
        );
        break;
      case 'LotStatusChanged':
        await database.query('update lot set status = $2, seq = $3 where id = $1', [id, event.now, seq]);
        break;
    }
  }
}
