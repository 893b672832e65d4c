import type { By } from '@autolog/domain/by';
import type { CommandId, Instant } from '@autolog/domain/brand';
import type { Recorded } from '@autolog/domain/event';
import { canonicalText } from '@autolog/ledger/canonical';
import { leafHash } from '@autolog/ledger/leaf';
import type { Database } from './database.js';
import { readLogEntry, type LogEntry, type LogEntryRow } from './log-entry.js';
import {
  categoryOf,
  type AnyEvent,
  type EventOf,
  type StreamCategory,
  type StreamName,
} from '@autolog/domain/stream/stream';
import { BatchSnapshots } from './batch-snapshot.js';
import { instantText } from './instant-text.js';
import type { PersonNames } from './person-names.js';
import { projectEvents } from './project-events.js';
import { readStream } from './read-stream.js';
import { checkPayload } from '@autolog/bundle/event-schema/check-payload';
import { sha256 } from '@autolog/bundle/sha256';

const EVENTS_PER_APPEND_MAX = 500;
/** Wakes the log sequencer of every server process; its sweep does not depend on it. */
export const APPENDED_CHANNEL = 'autolog_appended';

export type StreamAppend = Readonly<{ stream: StreamName; after: number; events: readonly AnyEvent[] }>;
export type AppendContext = Readonly<{ by: By; now: Instant; command?: CommandId }>;

/** `leafIndex` is absent while the event has not been sequenced. */
export type SequencedEntry = LogEntry & Readonly<{ leafHash: string; leafIndex?: number }>;

/** An event as it goes into the log: its envelope, its canonical text and its leaf hash. */
type AppendedEvent = LogEntry &
  Readonly<{
    zone: string;
    command?: CommandId;
    software: string;
    event: AnyEvent;
    canonical: string;
    leafHash: Uint8Array;
  }>;

type HeadRow = { stream: string; seq: number };

const SITE_NOW = instantText('site_now()');

/** The log: locks stream heads, appends events with their leaf hash, reads them back. Nothing else writes to it. */
export class Log {
  readonly batchSnapshots: BatchSnapshots;
  readonly #streamsAppendedBy = new WeakMap<object, Set<StreamName>>();
  #isNotifying = false;
  #hasUnnotified = false;

  constructor(
    private readonly database: Database,
    private readonly personNames: PersonNames,
    private readonly site: Readonly<{ zone: string; software: string }>,
  ) {
    this.batchSnapshots = new BatchSnapshots(database, personNames);
  }

  /** Makes the head of a stream that does not exist yet; two at once end in one head. */
  async createStream(stream: StreamName): Promise<void> {
    await this.database.query('insert into stream (stream, seq) values ($1, 0) on conflict do nothing', [stream]);
  }

  /** Locks heads in stream order and returns their sequence numbers; absent streams are absent from the answer. */
  async lock(
    streams: readonly StreamName[],
    mode: 'update' | 'share' = 'update',
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.query<HeadRow>(
      `select stream, seq from stream where stream = any($1) order by stream for ${mode === 'update' ? 'update' : 'share'}`,
      [streams],
    );
    return new Map(rows.map((row) => [row.stream, row.seq]));
  }

  /** Site time, to be taken after the locks. */
  async now(): Promise<Instant> {
    const [row] = await this.database.query<{ now: Instant }>(`select ${SITE_NOW} as now`);
    if (!row) throw new Error('the database did not tell the time');
    return row.now;
  }

  /** Appends in the open transaction. The heads must be locked; `after` is the sequence number the decision depends on. */
  async append(appends: readonly StreamAppend[], context: AppendContext): Promise<void> {
    for (const { stream, after, events } of appends) {
      if (events.length === 0) continue;
      if (events.length > EVENTS_PER_APPEND_MAX) throw new Error(`${String(events.length)} events in one append`);
      const appended = events.map((event, n) => this.#envelope(stream, after + 1 + n, event, context));
      this.#remember(stream);
      await this.#insert(stream, after, appended, context);
      await projectEvents(this.database, stream, appended);
      if (categoryOf(stream) === 'batch') await this.batchSnapshots.update(stream, after, after + events.length);
      this.database.onCommit(() => void this.#notify());
    }
  }

  /** The open transaction, where it has appended to this stream: what it reads there may yet be rolled back. */
  uncommittedTransaction(stream: StreamName): object | undefined {
    const transaction = this.database.transactionId;
    return transaction && this.#streamsAppendedBy.get(transaction)?.has(stream) ? transaction : undefined;
  }

  /** Events of a stream after a sequence number, each the one that was hashed, and checked against its schema. */
  read<N extends StreamCategory>(stream: StreamName, after = 0): Promise<Recorded<EventOf[N]>[]> {
    return readStream<N>(this.database, this.personNames, stream, { after });
  }

  /** Every event of a stream as it was hashed, with its place in the log where it has one already. */
  async readEntries(stream: StreamName): Promise<readonly SequencedEntry[]> {
    const rows = await this.database.query<LogEntryRow & Readonly<{ leaf_index: string | null }>>(
      `select e.stream, e.seq, e.canonical, e.leaf_hash, l.index as leaf_index
         from event e left join leaf l on l.stream = e.stream and l.seq = e.seq
        where e.stream = $1 order by e.seq`,
      [stream],
    );
    return rows.map((row) => ({
      ...readLogEntry(row),
      leafHash: row.leaf_hash.toString('hex'),
      ...(row.leaf_index !== null && { leafIndex: Number(row.leaf_index) }),
    }));
  }

  /**
   * Wakes the log sequencers, once for all that was committed meanwhile. Not within the transaction: a commit that notifies
   * locks out every other one that does until its own write has reached the disk, and none could share that write.
   */
  async #notify(): Promise<void> {
    this.#hasUnnotified = true;
    if (this.#isNotifying) return;
    this.#isNotifying = true;
    try {
      while (this.#hasUnnotified) {
        this.#hasUnnotified = false;
        await this.database.query(`select pg_notify('${APPENDED_CHANNEL}', '')`);
      }
    } catch {
      // The connection was lost after the commit: the sweep finds what was appended within a second.
    } finally {
      this.#isNotifying = false;
    }
  }

  #remember(stream: StreamName): void {
    const transaction = this.database.currentTransaction;
    const streams = this.#streamsAppendedBy.get(transaction) ?? new Set();
    this.#streamsAppendedBy.set(transaction, streams.add(stream));
  }

  #envelope(stream: StreamName, seq: number, event: AnyEvent, context: AppendContext): AppendedEvent {
    const { type, v, ...payload } = event;
    checkPayload(type, v, payload);
    const { by, now, command } = context;
    const actor = by.kind === 'person' ? `person/${by.person}` : `system/${by.part}`;
    const envelope = {
      stream,
      seq,
      type,
      v,
      payload,
      actor,
      at: now,
      zone: this.site.zone,
      software: this.site.software,
      ...(by.kind === 'person' && { role: by.roles.join(' ') }),
      ...(by.kind === 'person' && by.terminal && { terminal: by.terminal }),
      ...(by.kind === 'person' && by.room && { room: by.room }),
      ...(command && { command }),
    };
    const canonical = canonicalText(envelope);
    return { ...envelope, event, canonical, leafHash: leafHash(sha256, new TextEncoder().encode(canonical)) };
  }

  async #insert(
    stream: StreamName,
    after: number,
    rows: readonly AppendedEvent[],
    context: AppendContext,
  ): Promise<void> {
    const first = rows[0];
    if (!first) return;
    const inserted = await this.database.query(
      `with head as (update stream set seq = $2 where stream = $1 and seq = $3 returning stream),
            appended as (
              insert into event (stream, seq, type, version, payload, actor, role, terminal, room, at, zone, command,
                                 software, canonical, leaf_hash)
              select head.stream, e.seq, e.type, e.version, e.payload, $4, $5, $6, $7, $8, $9, $10, $11, e.canonical, e.leaf
                from head, unnest($12::int[], $13::text[], $14::smallint[], $15::jsonb[], $16::text[], $17::bytea[])
                       as e(seq, type, version, payload, canonical, leaf)
              returning 1)
       select count(*)::int as events from appended`,
      [
        stream,
        after + rows.length,
        after,
        first.actor,
        first.role ?? null,
        first.terminal ?? null,
        first.room ?? null,
        context.now,
        first.zone,
        context.command ?? null,
        first.software,
        rows.map((row) => row.seq),
        rows.map((row) => row.type),
        rows.map((row) => row.v),
        rows.map((row) => JSON.stringify(row.payload)),
        rows.map((row) => row.canonical),
        rows.map((row) => Buffer.from(row.leafHash)),
      ],
    );
    // The head was locked by the caller: another number there is a caller that decided on a state it had not locked.
    if (inserted[0]?.['events'] !== rows.length)
      throw new Error(`${stream} is not at ${String(after)}: nothing was appended`);
  }
}
