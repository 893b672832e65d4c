import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from './database.js';

/** Tells every server process which device has new readings; screens are told at most once a second. */
export const READING_CHANNEL = 'autolog_reading';

export type SignalReading = Readonly<{
  signal: string;
  /** Numbers as `number`; anything else as `text`. */
  number?: number;
  text?: string;
  sourceTime: string;
  serverTime?: string;
  receivedAt: string;
  /** Source time plus the measured offset of the device clock. */
  alignedTime: string;
  statusCode: number;
}>;
type ReadingGap = Readonly<{ signal: string; from: string; to: string; reason: string; recovered: boolean }>;
export type Upload = Readonly<{
  adapter: string;
  epoch: string;
  seq: number;
  device: string;
  readings: readonly SignalReading[];
  gaps: readonly ReadingGap[];
}>;

/** `differs`: the number is taken by other content, and nothing was stored. */
export type UploadResult = Readonly<{ kind: 'new' | 'again'; storedThrough: number }> | Readonly<{ kind: 'differs' }>;

/** COPY's text format: backslash, tab and line ends are escaped, absent is \N. */
const copyField = (value: string | number | undefined): string =>
  value === undefined
    ? '\\N'
    : String(value).replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[c] ?? c);

/** Bit 31 of an OPC UA status code: the value is bad and says nothing of the process. */
const isUsable = (reading: SignalReading): boolean => reading.number !== undefined && reading.statusCode < 0x80000000;

/** Stores what adapters send: readings, roll-ups, newest values and gaps. */
export class UploadStore {
  constructor(private readonly database: Database) {}

  /**
   * Stores an upload in the open transaction, once: its key decides, and a repeated one is silently the same. Answers
   * whether it was new and up to which number the adapter may forget (INV-5).
   */
  async store(upload: Upload): Promise<UploadResult> {
    const { adapter, epoch, seq, device } = upload;
    const digest = createHash('sha256')
      .update(JSON.stringify([device, upload.readings, upload.gaps]))
      .digest();
    const inserted = await this.database.query(
      `insert into upload (adapter, epoch, seq, device, readings, digest) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing returning seq`,
      [adapter, epoch, seq, device, upload.readings.length, digest],
    );
    const isNew = inserted.length === 1;
    if (!isNew && (await this.#hasOtherContent(upload, digest))) return { kind: 'differs' };
    if (isNew) {
      if (upload.readings.length > 0) {
        await this.#ensureMonthPartitions(upload.readings);
        await this.#insertReadings(device, upload.readings);
        await this.#updateMinuteRollUp(device, upload.readings);
        await this.#updateLatestReadings(device, upload.readings);
      }
      await this.#storeGaps(upload);
    }
    return { kind: isNew ? 'new' : 'again', storedThrough: await this.#advanceMark(upload) };
  }

  /** Another upload already has this number: an adapter whose spool was restored to an older state counts from there again. */
  async #hasOtherContent({ adapter, epoch, seq }: Upload, digest: Buffer): Promise<boolean> {
    const [row] = await this.database.query<{ digest: Buffer }>(
      'select digest from upload where adapter = $1 and epoch = $2 and seq = $3',
      [adapter, epoch, seq],
    );
    return row?.digest.equals(digest) !== true;
  }

  async #ensureMonthPartitions(readings: readonly SignalReading[]): Promise<void> {
    const months = new Set(readings.map((reading) => `${reading.alignedTime.slice(0, 7)}-01`));
    for (const month of months) await this.database.query('select ensure_reading_month($1::date)', [month]);
  }

  async #insertReadings(device: string, readings: readonly SignalReading[]): Promise<void> {
    const client = await this.database.pgClient();
    const into = client.query(
      copyFrom(
        `copy reading (device, signal, aligned_time, source_time, server_time, received_at, status_code, number, text) from stdin`,
      ),
    );
    const lines = readings.map((r) =>
      [device, r.signal, r.alignedTime, r.sourceTime, r.serverTime, r.receivedAt, r.statusCode, r.number, r.text]
        .map(copyField)
        .join('\t'),
    );
    await pipeline(Readable.from([`${lines.join('\n')}\n`]), into);
  }

  async #updateMinuteRollUp(device: string, readings: readonly SignalReading[]): Promise<void> {
    const usable = readings.filter(isUsable);
    if (usable.length === 0) return;
    await this.database.query(
      `insert into reading_minute (device, signal, minute, low, high, count)
       select $1, signal, date_trunc('minute', at), min(value), max(value), count(*)::int
         from unnest($2::text[], $3::timestamptz[], $4::float8[]) as r(signal, at, value)
        group by signal, date_trunc('minute', at)
       on conflict (device, signal, minute) do update
         set low = least(reading_minute.low, excluded.low), high = greatest(reading_minute.high, excluded.high),
             count = reading_minute.count + excluded.count`,
      [device, usable.map((r) => r.signal), usable.map((r) => r.alignedTime), usable.map((r) => r.number)],
    );
  }

  async #updateLatestReadings(device: string, readings: readonly SignalReading[]): Promise<void> {
    const latest = new Map<string, SignalReading>();
    for (const reading of readings) {
      const before = latest.get(reading.signal);
      if (!before || before.sourceTime <= reading.sourceTime) latest.set(reading.signal, reading);
    }
    const rows = [...latest.values()].sort((a, b) => (a.signal < b.signal ? -1 : 1));
    await this.database.query(
      `insert into reading_latest (device, signal, value, source_time, received_at, status_code)
       select $1, * from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::bigint[])
       on conflict (device, signal) do update
         set value = excluded.value, source_time = excluded.source_time, received_at = excluded.received_at,
             status_code = excluded.status_code
       -- A reading from a clock that was once ahead must not hide what the device reports now.
       where reading_latest.source_time <= excluded.source_time
          or reading_latest.source_time > excluded.received_at + interval '1 day'`,
      [
        device,
        rows.map((r) => r.signal),
        rows.map((r) => (r.number === undefined ? (r.text ?? '') : String(r.number))),
        rows.map((r) => r.sourceTime),
        rows.map((r) => r.receivedAt),
        rows.map((r) => r.statusCode),
      ],
    );
  }

  async #storeGaps(upload: Upload): Promise<void> {
    for (const gap of upload.gaps) {
      await this.database.query(
        `insert into reading_gap (device, signal, from_time, to_time, reason, recovered, adapter, epoch, seq)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          upload.device,
          gap.signal,
          gap.from,
          gap.to,
          gap.reason,
          gap.recovered,
          upload.adapter,
          upload.epoch,
          upload.seq,
        ],
      );
    }
  }

  /** Moves the mark over every upload that now follows without a hole. */
  async #advanceMark({ adapter, epoch, seq }: Upload): Promise<number> {
    await this.database.query(
      'insert into upload_through (adapter, epoch, seq) values ($1, $2, 0) on conflict do nothing',
      [adapter, epoch],
    );
    const [mark] = await this.database.query<{ seq: string }>(
      'select seq::text as seq from upload_through where adapter = $1 and epoch = $2 for update',
      [adapter, epoch],
    );
    const before = Number(mark?.seq ?? 0);
    if (seq !== before + 1) return before;
    const [next] = await this.database.query<{ through: string }>(
      `select coalesce((select min(u.seq) from upload u
                         where u.adapter = $1 and u.epoch = $2 and u.seq > $3
                           and not exists (select 1 from upload n where n.adapter = $1 and n.epoch = $2 and n.seq = u.seq + 1)),
                       $3)::text as through`,
      [adapter, epoch, before],
    );
    const through = Number(next?.through ?? before);
    await this.database.query('update upload_through set seq = $3 where adapter = $1 and epoch = $2', [
      adapter,
      epoch,
      through,
    ]);
    return through;
  }

  /** In the open transaction: wakes every server process, so that screens show the new readings of this device. */
  async announce(device: string): Promise<void> {
    await this.database.query('select pg_notify($1, $2)', [READING_CHANNEL, device]);
  }
}
