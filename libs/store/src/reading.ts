import type { Database } from './database.js';
import { instantText } from './instant-text.js';

/** A window that holds at most this many raw readings is answered from them, a longer one from the minute roll-up. */
const RAW_READINGS_MAX = 50_000;

export type LatestReading = Readonly<{
  signal: string;
  value: string;
  sourceTime: string;
  receivedAt: string;
  statusCode: number;
}>;
export type ChartWindow = Readonly<{ device: string; signal: string; from: string; to: string; buckets: number }>;
export type ChartPoint = readonly [number, number];

export type ActivityReading = Readonly<{
  activity: string;
  sourceTime: string;
  receivedAt: string;
  /** By the clock of the site. */
  alignedTime: string;
  statusCode: number;
}>;
/** The reading itself, and since when the device had been showing it, by the clock of the site. */
export type ActivityReadingWithStart = ActivityReading & Readonly<{ begunAt: string }>;

const ACTIVITY_COLUMNS_SQL = `${instantText('source_time')} as "sourceTime", ${instantText('received_at')} as "receivedAt",
               ${instantText('aligned_time')} as "alignedTime", status_code::float8 as "statusCode"`;
/** The two severity bits of an OPC UA status code are 00: good. */
const SHOWS_ACTIVITY_SQL = `device = $1 and signal = 'activityName' and aligned_time >= $2 and status_code < 1073741824`;

export type ReadingGapRow = Readonly<{ signal: string; from: string; to: string; reason: string; recovered: boolean }>;

/** What devices reported, as queries of screens, decisions and charts. */
export class ReadingStore {
  constructor(private readonly database: Database) {}

  latestOf(device: string): Promise<LatestReading[]> {
    return this.database.query<LatestReading>(
      `select signal, value, ${instantText('source_time')} as "sourceTime", ${instantText('received_at')} as "receivedAt",
              status_code::float8 as "statusCode"
         from reading_latest where device = $1 order by signal`,
      [device],
    );
  }

  /** The reading a person saw, exactly as stored, or undefined when the record has none with that time and value. */
  async find(device: string, signal: string, sourceTime: string): Promise<LatestReading | undefined> {
    const [row] = await this.database.query<LatestReading>(
      `select signal, number::text as value, ${instantText('source_time')} as "sourceTime", ${instantText('received_at')} as "receivedAt",
              status_code::float8 as "statusCode"
         from reading
        where device = $1 and signal = $2 and source_time >= $3::timestamptz
          and source_time < $3::timestamptz + interval '1 millisecond' and number is not null
          and aligned_time between $3::timestamptz - interval '1 day' and $3::timestamptz + interval '1 day'
        order by received_at desc limit 1`,
      [device, signal, sourceTime],
    );
    return row;
  }

  /** When a device last showed each of these activities since an instant; what it never showed is left out. */
  latestActivities(device: string, since: string, activities: readonly string[]): Promise<ActivityReading[]> {
    return this.database.query<ActivityReading>(
      `select wanted.activity, shown.*
         from unnest($3::text[]) as wanted(activity)
              cross join lateral (
                select ${ACTIVITY_COLUMNS_SQL} from reading
                 where ${SHOWS_ACTIVITY_SQL} and text = wanted.activity
                 order by aligned_time desc limit 1) as shown`,
      [device, since, activities],
    );
  }

  /**
   * The reading of an activity that a person saw, or else the newest that showed it: a device that still shows it has
   * newer readings by the time the answer comes.
   */
  async findActivity(
    device: string,
    since: string,
    seen: Readonly<{ activity: string; sourceTime: string }>,
  ): Promise<ActivityReadingWithStart | undefined> {
    const [exact] = await this.database.query<ActivityReading>(
      `select text as activity, ${ACTIVITY_COLUMNS_SQL} from reading
        where ${SHOWS_ACTIVITY_SQL} and text = $3 and source_time >= $4::timestamptz
          and source_time < $4::timestamptz + interval '1 millisecond'
          and aligned_time between $4::timestamptz - interval '1 day' and $4::timestamptz + interval '1 day'
        order by received_at desc limit 1`,
      [device, since, seen.activity, seen.sourceTime],
    );
    const shown = exact ?? (await this.latestActivities(device, since, [seen.activity]))[0];
    return shown && { ...shown, begunAt: await this.#activityBegunAt(device, since, shown) };
  }

  /** A device may say more than once what it does: it began with the first of these readings that no other came between. */
  async #activityBegunAt(device: string, since: string, { activity, alignedTime }: ActivityReading): Promise<string> {
    const [row] = await this.database.query<{ at: string | null }>(
      `select ${instantText('min(aligned_time)')} as at from reading
        where ${SHOWS_ACTIVITY_SQL} and text = $3 and aligned_time < $4::timestamptz + interval '1 millisecond'
          and aligned_time > coalesce((
                select max(aligned_time) from reading
                 where ${SHOWS_ACTIVITY_SQL} and text <> $3 and aligned_time < $4::timestamptz), '-infinity')`,
      [device, since, activity, alignedTime],
    );
    return row?.at ?? alignedTime;
  }

  /**
   * The batch a device says it works on, or said when it showed something; undefined when it named none. A reading of
   * bad quality is ignored: it must not take back which patient's batch the device has named.
   */
  async batchNamedBy(device: string, shownAt = 'infinity'): Promise<string | undefined> {
    const [row] = await this.database.query<{ text: string }>(
      `select text from reading
        where device = $1 and signal = 'supervisoryJobId' and status_code < 1073741824
          and source_time < $2::timestamptz + interval '1 millisecond'
          and aligned_time <= $2::timestamptz + interval '1 day'
        order by aligned_time desc limit 1`,
      [device, shownAt],
    );
    return row?.text === '' ? undefined : row?.text;
  }

  /** Lowest and highest value of each bucket at their own times; never an average, so one sample stays visible. */
  async chartPoints(window: ChartWindow): Promise<Readonly<{ count: number; points: readonly ChartPoint[] }>> {
    const { device, signal, from, to, buckets } = window;
    const [size] = await this.database.query<{ count: number }>(
      `select coalesce(sum(count), 0)::float8 as count from reading_minute
        where device = $1 and signal = $2 and minute >= date_trunc('minute', $3::timestamptz) and minute < $4`,
      [device, signal, from, to],
    );
    const count = size?.count ?? 0;
    const rows =
      count <= RAW_READINGS_MAX
        ? await this.database.query<{ t: number; low: number; high: number }>(
            `select extract(epoch from aligned_time)::float8 * 1000 as t, number as low, number as high from reading
              where device = $1 and signal = $2 and aligned_time >= $3 and aligned_time < $4 and number is not null
                and status_code < 2147483648
              order by aligned_time`,
            [device, signal, from, to],
          )
        : await this.database.query<{ t: number; low: number; high: number }>(
            `select extract(epoch from minute)::float8 * 1000 as t, low, high from reading_minute
              where device = $1 and signal = $2 and minute >= $3 and minute < $4 order by minute`,
            [device, signal, from, to],
          );
    return { count, points: bucketExtremes(rows, Date.parse(from), Date.parse(to), buckets) };
  }

  gapsOf(device: string, from: string, to: string): Promise<ReadingGapRow[]> {
    return this.database.query<ReadingGapRow>(
      `select signal, ${instantText('from_time')} as "from", ${instantText('to_time')} as "to", reason, recovered
         from reading_gap where device = $1 and from_time < $3 and to_time > $2 order by from_time, signal`,
      [device, from, to],
    );
  }
}

/** Pure: at most two points a bucket, in time order. */
function bucketExtremes(
  rows: readonly Readonly<{ t: number; low: number; high: number }>[],
  fromMs: number,
  toMs: number,
  buckets: number,
): readonly ChartPoint[] {
  if (rows.length <= buckets)
    return rows.flatMap((r): ChartPoint[] =>
      r.low === r.high
        ? [[r.t, r.low]]
        : [
            [r.t, r.low],
            [r.t, r.high],
          ],
    );
  const width = Math.max(1, (toMs - fromMs) / buckets);
  const points: ChartPoint[] = [];
  let bucket = -1;
  let low: ChartPoint | undefined;
  let high: ChartPoint | undefined;
  const flush = (): void => {
    if (!low || !high) return;
    if (low[0] === high[0] && low[1] === high[1]) points.push(low);
    else points.push(...(low[0] <= high[0] ? [low, high] : [high, low]));
  };
  for (const row of rows) {
    const at = Math.floor((row.t - fromMs) / width);
    if (at !== bucket) {
      flush();
      bucket = at;
      low = [row.t, row.low];
      high = [row.t, row.high];
      continue;
    }
    if (low && row.low < low[1]) low = [row.t, row.low];
    if (high && row.high > high[1]) high = [row.t, row.high];
  }
  flush();
  return points;
}
