import type { EquipmentId } from '@autolog/domain/brand';
import type { EquipmentFact } from '@autolog/domain/equipment/equipment-fact';
import type { Database } from './database.js';
import { registerListOf, withoutNulls, type RegisterList, type WithoutNulls } from './register-list.js';

const EQUIPMENT_MAX = 500;
/** An adapter that serves a device uploads every second of the real clock, at any rate of the site clock. */
const CONNECTED_WITHIN = `interval '15 seconds'`;
/** An adapter with several devices sends their uploads in turn: so far back the newest of each is looked for. */
const UPLOADS_BACK = 20;

type EquipmentRow = Readonly<{
  id: EquipmentId;
  code: string;
  capability: string;
  status: EquipmentFact['status'];
  batch: string | null;
  connected: boolean;
}>;
export type EquipmentLine = WithoutNulls<EquipmentRow>;

/** All equipment with the batch that occupies it. */
export const EQUIPMENT_SQL = `
  select e.id, e.code, e.capability, e.status, o.batch, e.seq
    from equipment e left join occupancy o on o.resource = 'equipment/' || e.id`;

/** Whether an adapter serves `e.id` now. By the primary key of `upload`, never by reading every upload there was. */
export const IS_CONNECTED_SQL = `exists (
  select from upload_through t join upload u
      on u.adapter = t.adapter and u.epoch = t.epoch and u.seq between t.seq - ${String(UPLOADS_BACK)} and t.seq
   where u.device = e.id and u.stored_at > real_now() - ${CONNECTED_WITHIN})`;

export class EquipmentStore {
  constructor(private readonly database: Database) {}

  /** By code. */
  async list(): Promise<RegisterList<EquipmentLine>> {
    const rows = await this.database.query<EquipmentRow & { asOf: number }>(
      `select e.id, e.code, e.capability, e.status, e.batch, ${IS_CONNECTED_SQL} as connected,
              (sum(e.seq) over ())::int as "asOf"
         from (${EQUIPMENT_SQL}) e order by e.code limit ${String(EQUIPMENT_MAX)}`,
    );
    return registerListOf(rows);
  }

  find(id: string): Promise<EquipmentFact | undefined> {
    return this.#fact('id', id);
  }

  findByCode(code: string): Promise<EquipmentFact | undefined> {
    return this.#fact('code', code);
  }

  async hasCode(code: string): Promise<boolean> {
    return (await this.database.query('select from equipment where code = $1', [code])).length > 0;
  }

  /** How many of these ids are equipment that is registered. */
  async count(ids: readonly string[]): Promise<number> {
    return (await this.database.query('select from equipment where id = any($1::uuid[])', [ids])).length;
  }

  async #fact(column: 'id' | 'code', value: string): Promise<EquipmentFact | undefined> {
    const [row] = await this.database.query<{ equipment: EquipmentId }>(
      `select id as equipment, code, capability, status, batch from (${EQUIPMENT_SQL}) e where ${column} = $1`,
      [value],
    );
    return row && (withoutNulls(row) as EquipmentFact);
  }
}
