import type { RoomId } from '@autolog/domain/brand';
import type { RoomFact } from '@autolog/domain/room/room-fact';
import type { Database } from './database.js';
import { registerListOf, withoutNulls, type RegisterList, type WithoutNulls } from './register-list.js';

const ROOMS_MAX = 500;

type RoomRow = Readonly<{ id: RoomId; code: string; status: RoomFact['status']; batch: string | null }>;
export type RoomLine = WithoutNulls<RoomRow>;

/** Every room with the batch that occupies it. */
export const ROOM_SQL = `
  select r.id, r.code, r.status, o.batch, r.seq
    from room r left join occupancy o on o.resource = 'room/' || r.id`;

export class RoomStore {
  constructor(private readonly database: Database) {}

  /** By code. */
  async list(): Promise<RegisterList<RoomLine>> {
    const rows = await this.database.query<RoomRow & { asOf: number }>(
      `select id, code, status, batch, (sum(seq) over ())::int as "asOf"
         from (${ROOM_SQL}) room order by code limit ${String(ROOMS_MAX)}`,
    );
    return registerListOf(rows);
  }

  find(id: string): Promise<RoomFact | undefined> {
    return this.#fact('id', id);
  }

  findByCode(code: string): Promise<RoomFact | undefined> {
    return this.#fact('code', code);
  }

  async hasCode(code: string): Promise<boolean> {
    return (await this.database.query('select from room where code = $1', [code])).length > 0;
  }

  async #fact(column: 'id' | 'code', value: string): Promise<RoomFact | undefined> {
    const [row] = await this.database.query<{ room: RoomId }>(
      `select id as room, code, status, batch from (${ROOM_SQL}) room where ${column} = $1`,
      [value],
    );
    return row && (withoutNulls(row) as RoomFact);
  }
}
