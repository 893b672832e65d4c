import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { Database } from '@autolog/store/database';

/** What fits a screen that is read from five metres; what is left over is said as a number. */
const ROOMS_SHOWN = 8;
const DEVICES_SHOWN = 4;
const WAITING_SHOWN = 5;
/** What a device is known by on the wall. */
export const OVERVIEW_SIGNALS = [
  'deviceState',
  'activityName',
  'tempActual',
  'co2Actual',
  'volumeEstimated',
  'alarmText',
  'alarmSeverity',
] as const;

type CountedRow = Readonly<{ total: number; seqs: number }>;
type OccupancyRow = Readonly<{ batch: string | null; number: string | null; coi: string | null }>;
type RoomRow = CountedRow & OccupancyRow & Readonly<{ id: string; code: string; status: 'clean' | 'out_of_service' }>;
export type DeviceRow = CountedRow &
  OccupancyRow &
  Readonly<{ id: string; code: string; status: 'available' | 'out_of_service'; connected: boolean }>;
export type WaitingRow = CountedRow &
  Readonly<{ id: string; number: string; coi: string; status: BatchStatus; since: Date; starts: boolean }>;

/** What is occupied comes first, so that no running batch is among those left over. */
export const readRoomRows = (database: Database): Promise<RoomRow[]> =>
  database.query<RoomRow>(
    `select * from (
       select r.id, r.code, r.status, o.batch, b.number, b.coi, (count(*) over ())::int as total,
              (sum(r.seq) over ())::int as seqs
         from room r left join occupancy o on o.resource = 'room/' || r.id left join batch b on b.id = o.batch
        order by o.batch is null, r.code limit ${String(ROOMS_SHOWN)}) shown order by code`,
  );

export const readDeviceRows = (database: Database, connected: string): Promise<DeviceRow[]> =>
  database.query<DeviceRow>(
    `select * from (
       select e.id, e.code, e.status, o.batch, b.number, b.coi, ${connected} as connected,
              (count(*) over ())::int as total, (sum(e.seq) over ())::int as seqs
         from equipment e left join occupancy o on o.resource = 'equipment/' || e.id left join batch b on b.id = o.batch
        order by o.batch is null, e.code limit ${String(DEVICES_SHOWN)}) shown order by code`,
  );

/** The longest waiting of each of the two queues, each row with how long its queue is. */
export const readWaitingRows = (database: Database): Promise<WaitingRow[]> =>
  database.query<WaitingRow>(
    `select * from (
       select id, number, coi, status, coalesce(started_at, created_at) as since, status = 'created' as starts,
              (count(*) over (partition by status = 'created'))::int as total, 0 as seqs,
              row_number() over (partition by status = 'created' order by created_at, number) as place
         from batch where status in ('created', 'finished', 'reviewed')) waiting
      where place <= ${String(WAITING_SHOWN)} order by place`,
  );

export const readBatchSeqSum = async (database: Database): Promise<number> => {
  const [row] = await database.query<{ seqs: number }>('select coalesce(sum(seq), 0)::int as seqs from batch');
  return row?.seqs ?? 0;
};

export type LatestReadingRow = Readonly<{
  device: string;
  signal: string;
  value: string;
  source_time: Date;
  status_code: string;
}>;

export const readLatestReadings = (database: Database, devices: readonly string[]): Promise<LatestReadingRow[]> =>
  database.query<LatestReadingRow>(
    `select device, signal, value, source_time, status_code from reading_latest
      where device = any($1) and signal = any($2) order by device, signal`,
    [devices, [...OVERVIEW_SIGNALS]],
  );
