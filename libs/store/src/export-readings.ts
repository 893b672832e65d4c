import { to as copyTo } from 'pg-copy-streams';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';
import type { DeviceBinding } from './reading-queries.js';

export const READINGS_HEADER = 'source_time,server_time,aligned_time,received_at,status_code,value\n';

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (S21), and so does one that begins
 * with an apostrophe: whoever takes one away has the text as it was.
 */
const AS_TEXT = `case when text ~ '^[=+@\\t\\r''-]' then '''' || text else text end`;

/** One site day, as far as it lies in the time that a device served a batch. `to` is excluded. */
export type SiteDay = Readonly<{ day: string; from: string; to: string }>;

/** The site days of a binding, both ends included: a reading at the very moment of release belongs to the batch. */
export const readSiteDays = (
  database: Database,
  { since, until }: DeviceBinding,
  now: string,
  zone: string,
): Promise<SiteDay[]> =>
  database.query<SiteDay>(
    `select to_char(d, 'YYYY-MM-DD') as day,
            ${instantText(`greatest(d at time zone $3, $1::timestamptz)`)} as "from",
            ${instantText(`least((d + interval '1 day') at time zone $3, $2::timestamptz + interval '1 millisecond')`)} as "to"
       from generate_series(date_trunc('day', $1::timestamptz at time zone $3),
                            date_trunc('day', $2::timestamptz at time zone $3), interval '1 day') as d
      order by d`,
    [since, until ?? now, zone],
  );

/** Every signal a device ever gave. */
export async function readSignalsOf(database: Database, device: string): Promise<readonly string[]> {
  const sql = 'select signal from reading_latest where device = $1 order by signal';
  return (await database.query<{ signal: string }>(sql, [device])).map(({ signal }) => signal);
}

/**
 * The readings of one signal and day as lines of CSV, written by PostgreSQL itself: millions of rows never become
 * objects here. Answers how many there were. In one order only, so that the same readings are always the same bytes.
 */
export async function copyReadings(
  database: Database,
  { device, signal, from, to }: Readonly<{ device: string; signal: string } & Omit<SiteDay, 'day'>>,
  write: (lines: Uint8Array) => Promise<void>,
): Promise<number> {
  return database.transaction(async () => {
    const client = await database.pgClient();
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
      // A COPY that nobody reads would hold the connection for ever: what cannot be written is read all the same.
      if (failure === undefined) await write(lines as Uint8Array).catch((error: unknown) => (failure = error));
    }
    if (failure !== undefined) throw failure as Error;
    return rows.rowCount;
  });
}

/** Stretches for which readings may be missing, as lines of CSV under their header. */
export async function readGapLines(
  database: Database,
  bindings: readonly DeviceBinding[],
  now: string,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { device, since, until } of bindings) {
    const rows = await database.query<Record<'signal' | 'from' | 'to' | 'reason' | 'recovered', string>>(
      `select signal, ${instantText('from_time')} as "from", ${instantText('to_time')} as "to", reason, recovered::text as recovered
         from reading_gap where device = $1 and from_time <= $3 and to_time >= $2
        order by from_time, signal, to_time, reason, recovered`,
      [device, since, until ?? now],
    );
    lines.push(
      ...rows.map((row) => [device, row.signal, row.from, row.to, row.reason, row.recovered].map(csv).join(',')),
    );
  }
  return lines;
}

export const GAPS_HEADER = 'device,signal,from,to,reason,recovered\n';

const csv = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
