import type { RoomEvent } from '@autolog/domain/room/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

export async function applyRoom(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<RoomEvent>[],
): Promise<void> {
  for (const { event, seq } of events) {
    switch (event.type) {
      case 'RoomRegistered':
        await database.query(`insert into room (id, code, status, seq) values ($1, $2, 'clean', $3)`, [
          id,
          event.code,
          seq,
        ]);
        break;
      case 'RoomOccupied':
        await database.query('insert into occupancy (resource, batch) values ($1, $2)', [`room/${id}`, event.batch]);
        await database.query('update room set seq = $2 where id = $1', [id, seq]);
        break;
      case 'RoomVacated':
        await database.query('delete from occupancy where resource = $1', [`room/${id}`]);
        await database.query('update room set seq = $2 where id = $1', [id, seq]);
        break;
    }
  }
}
