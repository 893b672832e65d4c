import { to as copyTo } from 'pg-copy-streams';
import type { ExportedGap } from '@autolog/bundle/write/gaps';
import type { ReadingsSource, ServingDevice, SiteDay } from '@autolog/bundle/write/write-readings';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';

/** A text that a spreadsheet would run as a formula gets an apostrophe, and so does one that begins with one (S21). */
const AS_TEXT = `case when text ~ '^[=+@\\t\\r''-]' then '''' || text else text end`;

type SignalPeriod = Parameters<ReadingsSource['firstReadingAt']>[0];

/** What the readings and gaps of a bundle are written from. */
export class ReadingExport implements ReadingsSource {
  constructor(private readonly database: Database) {}

  /** The devices that served a batch until now, the first one first, with the site days they served it on. */
  async devicesServing(
    batch: string,
    { now, zone }: Readonly<{ now: string; zone: string }>,
  ): Promise<readonly ServingDevice[]> {
    const rows = await this.database.query<Omit<ServingDevice, 'days'>>(
      `select b.device, coalesce(e.code, '') as code, ${instantText('b.since')} as since,
              coalesce(${instantText('b.until')}, $2) as until
         from binding b left join equipment e on e.id = b.device where b.batch = $1 order by b.since`,
      [batch, now],
    );
    const devices: ServingDevice[] = [];
    for (const row of rows) devices.push({ ...row, days: await this.#readSiteDays(row, zone) });
    return devices;
  }

  /** Both ends are included: a reading at the very moment of release belongs to the batch. */
  #readSiteDays({ since, until }: Readonly<{ since: string; until: string }>, zone: string): Promise<SiteDay[]> {
    return this.database.query<SiteDay>(
      `select to_char(d, 'YYYY-MM-DD') as day,
              ${instantText(`greatest(d at time zone $3, $1::timestamptz)`)} as "from",
              ${instantText(`least((d + interval '1 day') at time zone $3, $2::timestamptz + interval '1 millisecond')`)} as "to"
         from generate_series(date_trunc('day', $1::timestamptz at time zone $3),
                              date_trunc('day', $2::timestamptz at time zone $3), interval '1 day') as d
        order by d`,
      [since, until, zone],
    );
  }

  async readSignals(device: string): Promise<readonly string[]> {
    const sql = 'select signal from reading_latest where device = $1 order by signal';
    return (await this.database.query<{ signal: string }>(sql, [device])).map(({ signal }) => signal);
  }

  async firstReadingAt({ device, signal, from, to }: SignalPeriod): Promise<Date | undefined> {
    const [row] = await this.database.query<{ at: Date }>(
      `select aligned_time as at from reading
        where device = $1 and signal = $2 and aligned_time >= $3 and aligned_time < $4 order by aligned_time limit 1`,
      [device, signal, from, to],
    );
    return row?.at;
  }

  /**
   * PostgreSQL itself writes the lines of CSV, so that millions of rows never become objects here. The columns are those
   * of READINGS_HEADER. The order is complete, so the same readings always give the same bytes.
   */
  copyReadings(
    { device, signal, from, to }: SignalPeriod,
    write: (lines: Uint8Array) => Promise<void>,
  ): Promise<number> {
    return this.database.transaction(async () => {
      const client = await this.database.pgClient();
      const [deviceText, signalText, fromText, toText] = [device, signal, from, to].map((text) =>
        client.escapeLiteral(text),
      );
      const rows = client.query(
        copyTo(
          `copy (select ${instantText('source_time')}, ${instantText('server_time')}, ${instantText('aligned_time')}, ${instantText('received_at')},
                        status_code, coalesce(number::text, ${AS_TEXT})
                   from reading
                  where device = ${deviceText} and signal = ${signalText}
                    and aligned_time >= ${fromText} and aligned_time < ${toText}
                  order by aligned_time, source_time, received_at, status_code, number, text, server_time)
           to stdout (format csv)`,
        ),
      );
      let failure: unknown;
      for await (const lines of rows) {
        // A COPY that is not read to its end would keep the connection, so reading goes on after a write has failed.
        if (failure === undefined) await write(lines as Uint8Array).catch((error: unknown) => (failure = error));
      }
      if (failure !== undefined) throw failure as Error;
      return rows.rowCount;
    });
  }

  /** Periods for which readings of these devices may be missing, in the order of the devices. */
  async readGaps(devices: readonly ServingDevice[]): Promise<readonly ExportedGap[]> {
    const gaps: ExportedGap[] = [];
    for (const { device, since, until } of devices) {
      gaps.push(
        ...(await this.database.query<ExportedGap>(
          `select device, signal, ${instantText('from_time')} as "from", ${instantText('to_time')} as "to", reason, recovered
             from reading_gap where device = $1 and from_time <= $3 and to_time >= $2
            order by from_time, signal, to_time, reason, recovered`,
          [device, since, until],
        )),
      );
    }
    return gaps;
  }
}
