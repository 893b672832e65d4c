import type { EquipmentEvent } from '@autolog/domain/equipment/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

export async function applyEquipment(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<EquipmentEvent>[],
): Promise<void> {
  for (const { event, seq } of events) {
    switch (event.type) {
      case 'EquipmentRegistered':
        await database.query(
          `insert into equipment (id, code, capability, status, seq) values ($1, $2, $3, 'available', $4)`,
          [id, event.code, event.capability, seq],
        );
        break;
      case 'EquipmentOccupied':
        await database.query('insert into occupancy (resource, batch) values ($1, $2)', [
          `equipment/${id}`,
          event.batch,
        ]);
        await database.query('update equipment set seq = $2 where id = $1', [id, seq]);
        break;
      case 'EquipmentVacated':
        await database.query('delete from occupancy where resource = $1', [`equipment/${id}`]);
        await database.query('update equipment set seq = $2 where id = $1', [id, seq]);
        break;
    }
  }
}
