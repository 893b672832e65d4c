import { randomUUID } from 'node:crypto';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { AlarmBody, GapBody, ReadingBody } from '@autolog/contract/telemetry';
import { GAP_REASONS, type GapReason } from '@autolog/domain/device/gap-reason';
import { ALARMS_PER_UPLOAD_MAX, GAPS_PER_UPLOAD_MAX } from '@autolog/domain/device/upload-limits';

/** Live values are sent first, so that a long history does not delay them. */
export type UploadPriority = 'live' | 'history';
export type SpoolEntry = Readonly<
  { priority: UploadPriority } & (
    { kind: 'reading'; body: ReadingBody } | { kind: 'gap'; body: GapBody } | { kind: 'alarm'; body: AlarmBody }
  )
>;

/**
 * A stretch of one signal in which values may be missing, not yet checked. `toMs` is null until a later value arrives.
 */
export type GapWindow = Readonly<{
  id: number;
  signal: string;
  fromMs: number;
  toMs: number | null;
  reason: GapReason;
  /** Whether simulated time may have run fast in it; devices then measure less often. */
  fast: boolean;
}>;

/** A change that is stored completely or not at all. */
export type SpoolChange = Readonly<{
  entries: readonly SpoolEntry[];
  /** Newest source time stored, per signal. */
  lastMs: ReadonlyMap<string, number>;
  windows: readonly GapWindow[];
  closedWindows: readonly number[];
}>;

/** The content of one numbered upload. When it is sent again, every byte is the same. */
export type SpooledUpload = Readonly<{
  seq: number;
  device: string;
  offsetSeconds: string;
  entries: readonly SpoolEntry[];
}>;

const ROW_BYTES = 60;
const PRIORITIES = ['live', 'history'] as const;

const SCHEMA = `
  create table if not exists meta (key text primary key, value text not null) strict;
  create table if not exists entry (
    id integer primary key, lane integer not null, device text not null, offset text not null,
    kind text not null, body text not null, seq integer) strict;
  create index if not exists entry_seq on entry (seq, lane, id);
  create table if not exists last (device text, signal text, ms real not null, primary key (device, signal)) strict;
  create table if not exists window (
    id integer primary key, device text not null, signal text not null, from_ms real not null, to_ms real,
    reason text not null, fast integer not null) strict;
  create table if not exists quarantine (id integer primary key, device text, why text, kind text, body text) strict;`;

type Row = Readonly<Record<string, SQLOutputValue>>;

const textOf = (value: SQLOutputValue | undefined): string => (typeof value === 'string' ? value : '');

/**
 * Everything the adapter has received and the server has not yet confirmed. It is written to disk before anything else
 * happens to it. SQLite with synchronous=FULL: what `store` returned true for survives a crash and a power cut, and a
 * partial write is rolled back. Names of tables and columns stay: an adapter is upgraded with entries in its spool.
 */
export class Spool {
  readonly #database: DatabaseSync;
  readonly #bytesMax: number;
  readonly #insert: StatementSync;
  readonly #setLast: StatementSync;
  readonly #setWindow: StatementSync;
  readonly #dropWindow: StatementSync;
  #bytes: number;
  #epoch: string;
  #nextSeq: number;
  #nextWindowId: number;

  constructor(file: string, bytesMax: number) {
    this.#database = new DatabaseSync(file);
    this.#bytesMax = bytesMax;
    this.#database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;');
    this.#database.exec(SCHEMA);
    this.#insert = this.#database.prepare(
      'insert into entry (lane, device, offset, kind, body) values (?, ?, ?, ?, ?)',
    );
    this.#setLast = this.#database.prepare('insert or replace into last values (?, ?, ?)');
    this.#setWindow = this.#database.prepare('insert or replace into window values (?, ?, ?, ?, ?, ?, ?)');
    this.#dropWindow = this.#database.prepare('delete from window where id = ?');
    this.#bytes = Number(this.#one(`select coalesce(sum(length(body) + ${ROW_BYTES}), 0) as n from entry`)?.n);
    // A new spool gets a new epoch: its numbers must not be confused with those of a spool that was lost.
    this.#epoch = this.meta('epoch') ?? this.renewEpoch();
    this.#nextSeq = Number(this.meta('next_seq') ?? 1);
    this.#nextWindowId = Number(this.#one('select coalesce(max(id), 0) + 1 as n from window')?.n);
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** How full it is, from 0 to 1. */
  get fullness(): number {
    return this.#bytes / this.#bytesMax;
  }

  get isEmpty(): boolean {
    return this.#one('select 1 as n from entry limit 1') === undefined;
  }

  nextWindowId(): number {
    this.#nextWindowId += 1;
    return this.#nextWindowId - 1;
  }

  meta(key: string): string | undefined {
    return this.#one('select value from meta where key = ?', key)?.value as string | undefined;
  }

  setMeta(key: string, value: string): void {
    this.#database.prepare('insert or replace into meta values (?, ?)').run(key, value);
  }

  lastMsOf(device: string): Map<string, number> {
    const rows = this.#all('select signal, ms from last where device = ?', device);
    return new Map(rows.map((row) => [textOf(row.signal), Number(row.ms)]));
  }

  windowsOf(device: string): GapWindow[] {
    return this.#all('select * from window where device = ? order by id', device).map((row) => ({
      id: Number(row.id),
      signal: textOf(row.signal),
      fromMs: Number(row.from_ms),
      toMs: row.to_ms === null ? null : Number(row.to_ms),
      reason: gapReasonOf(row.reason),
      fast: row.fast === 1,
    }));
  }

  /**
   * Stores a change of one device; `offsetSeconds` is how its clock differs from the site clock. False when its
   * readings do not fit: nothing is stored then. Gap windows and gaps are few and always fit.
   */
  store(device: string, offsetSeconds: string, change: SpoolChange): boolean {
    const bytes = sizeOf(change.entries);
    const bulky = change.entries.some((entry) => entry.kind === 'reading');
    if (bulky && this.#bytes + bytes > this.#bytesMax) return false;
    this.#transaction(() => {
      for (const entry of change.entries) this.#write(device, offsetSeconds, entry);
      for (const [signal, ms] of change.lastMs) this.#setLast.run(device, signal, ms);
      for (const { id, signal, fromMs, toMs, reason, fast } of change.windows) {
        this.#setWindow.run(id, device, signal, fromMs, toMs, reason, fast ? 1 : 0);
      }
      for (const id of change.closedWindows) this.#dropWindow.run(id);
    });
    this.#bytes += bytes;
    return true;
  }

  /**
   * The next upload: one that is already numbered, or a new one of at most `max` entries of one device that is not
   * excluded. Undefined when there is nothing to send.
   */
  nextUpload(max: number, excludedDevices: readonly string[]): SpooledUpload | undefined {
    const numbered = this.#one('select seq from entry where seq is not null order by seq limit 1')?.seq;
    if (numbered !== undefined) return this.#upload(Number(numbered));
    const first = this.#one(
      `select device, offset from entry where seq is null and device not in (${excludedDevices.map(() => '?').join()})
       order by lane, id limit 1`,
      ...excludedDevices,
    );
    if (!first) return undefined;
    const seq = this.#nextSeq;
    const rows = this.#all(
      'select id, kind from entry where seq is null and device = ? and offset = ? order by lane, id limit ?',
      first.device ?? null,
      first.offset ?? null,
      max,
    );
    const ids = idsWithinUploadLimits(rows);
    this.#transaction(() => {
      const number = this.#database.prepare('update entry set seq = ? where id = ?');
      for (const id of ids) number.run(seq, id);
      this.setMeta('next_seq', String(seq + 1));
    });
    this.#nextSeq = seq + 1;
    return this.#upload(seq);
  }

  /** Deletes every upload up to and including this number: the server has stored them. */
  forgetThrough(seq: number): void {
    const of = 'from entry where seq is not null and seq <= ?';
    const bytes = Number(this.#one(`select coalesce(sum(length(body) + ${ROW_BYTES}), 0) as n ${of}`, seq)?.n);
    this.#database.prepare(`delete ${of}`).run(seq);
    this.#bytes -= bytes;
  }

  /**
   * Frees the number of an upload that the server refused, for the next one: the numbers it receives must be
   * contiguous.
   */
  releaseSeq(seq: number): void {
    this.#transaction(() => {
      this.#database.prepare('update entry set seq = null where seq = ?').run(seq);
      this.setMeta('next_seq', String(seq));
    });
    this.#nextSeq = seq;
  }

  /**
   * Moves an upload that the server rejects for good to the quarantine and adds `replacements` to the spool. The number
   * of the upload is used again.
   */
  quarantine(upload: SpooledUpload, why: string, replacements: readonly SpoolEntry[]): void {
    this.#transaction(() => {
      this.#database
        .prepare(
          'insert into quarantine (device, why, kind, body) select device, ?, kind, body from entry where seq = ?',
        )
        .run(why, upload.seq);
      this.#database.prepare('delete from entry where seq = ?').run(upload.seq);
      this.setMeta('next_seq', String(upload.seq));
      for (const entry of replacements) this.#write(upload.device, upload.offsetSeconds, entry);
    });
    this.#nextSeq = upload.seq;
    this.#bytes += sizeOf(replacements) - sizeOf(upload.entries);
  }

  get quarantinedCount(): number {
    return Number(this.#one('select count(*) as n from quarantine')?.n);
  }

  /** Begins a new epoch, in which numbers start at 1 again. */
  renewEpoch(): string {
    this.#epoch = randomUUID();
    this.#transaction(() => {
      this.#database.exec('update entry set seq = null where seq is not null');
      this.setMeta('epoch', this.#epoch);
      this.setMeta('next_seq', '1');
    });
    this.#nextSeq = 1;
    return this.#epoch;
  }

  close(): void {
    this.#database.close();
  }

  #write(device: string, offsetSeconds: string, { priority, kind, body }: SpoolEntry): void {
    this.#insert.run(PRIORITIES.indexOf(priority), device, offsetSeconds, kind, JSON.stringify(body));
  }

  #upload(seq: number): SpooledUpload {
    const rows = this.#all('select lane, device, offset, kind, body from entry where seq = ? order by lane, id', seq);
    const entries = rows.map(
      (row) =>
        ({
          priority: PRIORITIES[Number(row.lane)],
          kind: row.kind,
          body: JSON.parse(textOf(row.body)) as unknown,
        }) as SpoolEntry,
    );
    return { seq, device: textOf(rows[0]?.device), offsetSeconds: textOf(rows[0]?.offset), entries };
  }

  #transaction(work: () => void): void {
    this.#database.exec('begin immediate');
    try {
      work();
      this.#database.exec('commit');
    } catch (fault) {
      this.#database.exec('rollback');
      throw fault;
    }
  }

  #one(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#database.prepare(sql).get(...values);
  }

  #all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#database.prepare(sql).all(...values);
  }
}

const sizeOf = (entries: readonly SpoolEntry[]): number =>
  entries.reduce((sum, entry) => sum + JSON.stringify(entry.body).length + ROW_BYTES, 0);

/** The first rows, as many as one upload may contain of each kind. */
function idsWithinUploadLimits(rows: readonly Row[]): number[] {
  const ids: number[] = [];
  let gaps = 0;
  let alarms = 0;
  for (const row of rows) {
    if (row.kind === 'gap') gaps += 1;
    if (row.kind === 'alarm') alarms += 1;
    if (gaps > GAPS_PER_UPLOAD_MAX || alarms > ALARMS_PER_UPLOAD_MAX) break;
    ids.push(Number(row.id));
  }
  return ids;
}

function gapReasonOf(value: SQLOutputValue | undefined): GapReason {
  const reason = GAP_REASONS.find((known) => known === value);
  if (!reason) throw new Error(`the spool holds a gap of an unknown reason: ${String(value)}`);
  return reason;
}
