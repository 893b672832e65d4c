import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { EquipmentFact } from '@autolog/domain/equipment/equipment-fact';
import type { RoomFact } from '@autolog/domain/room/room-fact';
import type { Database } from './database.js';
import { EQUIPMENT_SQL, IS_CONNECTED_SQL } from './equipment.js';
import { ROOM_SQL } from './room.js';

/** What fits a screen that is read from five metres; how many more there are is shown as a number. */
const ROOMS_SHOWN = 8;
const DEVICES_SHOWN = 4;
const WAITING_SHOWN = 5;

/** `total`: of how many these are the first; `seqs`: the sum of their sequence numbers. */
type CountedRow = Readonly<{ total: number; seqs: number }>;
type OccupancyRow = Readonly<{ batch: string | null; number: string | null; coi: string | null }>;
export type OverviewRoomRow = CountedRow &
  OccupancyRow &
  Readonly<{ id: string; code: string; status: RoomFact['status'] }>;
export type OverviewDeviceRow = CountedRow &
  OccupancyRow &
  Readonly<{ id: string; code: string; status: EquipmentFact['status']; connected: boolean }>;
export type WaitingBatchRow = CountedRow &
  Readonly<{ id: string; number: string; coi: string; status: BatchStatus; since: Date; starts: boolean }>;
export type OverviewReadingRow = Readonly<{
  device: string;
  signal: string;
  value: string;
  source_time: Date;
  status_code: string;
}>;

export class SiteOverviewStore {
  constructor(private readonly database: Database) {}

  /** Occupied rooms come first, so that no running batch is left out. */
  rooms(): Promise<OverviewRoomRow[]> {
    return this.database.query<OverviewRoomRow>(
      `select * from (
         select r.id, r.code, r.status, r.batch, b.number, b.coi, (count(*) over ())::int as total,
                (sum(r.seq) over ())::int as seqs
           from (${ROOM_SQL}) r left join batch b on b.id = r.batch
          order by r.batch is null, r.code limit ${String(ROOMS_SHOWN)}) shown order by code`,
    );
  }

  /** Occupied devices come first. */
  devices(): Promise<OverviewDeviceRow[]> {
    return this.database.query<OverviewDeviceRow>(
      `select * from (
         select e.id, e.code, e.status, e.batch, b.number, b.coi, ${IS_CONNECTED_SQL} as connected,
                (count(*) over ())::int as total, (sum(e.seq) over ())::int as seqs
           from (${EQUIPMENT_SQL}) e left join batch b on b.id = e.batch
          order by e.batch is null, e.code limit ${String(DEVICES_SHOWN)}) shown order by code`,
    );
  }

  /** The batches that wait longest to be started, and to be reviewed or certified; `total` is of each queue. */
  waitingBatches(): Promise<WaitingBatchRow[]> {
    return this.database.query<WaitingBatchRow>(
      `select * from (
         select id, number, coi, status, coalesce(started_at, created_at) as since, status = 'created' as starts,
                (count(*) over (partition by status = 'created'))::int as total, 0 as seqs,
                row_number() over (partition by status = 'created' order by created_at, number) as place
           from batch where status in ('created', 'finished', 'reviewed')) waiting
        where place <= ${String(WAITING_SHOWN)} order by place`,
    );
  }

  async batchSeqSum(): Promise<number> {
    const [row] = await this.database.query<{ seqs: number }>('select coalesce(sum(seq), 0)::int as seqs from batch');
    return row?.seqs ?? 0;
  }

  latestReadings(devices: readonly string[], signals: readonly string[]): Promise<OverviewReadingRow[]> {
    return this.database.query<OverviewReadingRow>(
      `select device, signal, value, source_time, status_code from reading_latest
        where device = any($1) and signal = any($2) order by device, signal`,
      [devices, signals],
    );
  }
}
