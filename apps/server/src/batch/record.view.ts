import { Inject, Injectable } from '@nestjs/common';
import type { EventLine, ReadingsQuery, ReadingsReply, RecordReply } from '@autolog/contract/batch';
import type { BatchId, Instant } from '@autolog/domain/brand';
import { isSignalName, SIGNALS } from '@autolog/domain/device/signal';
import { refusal } from '@autolog/domain/refusal';
import { readLogEntry, type LogEntry, type LogEntryRow } from '@autolog/store/log-entry';
import { streamOf } from '@autolog/domain/stream/stream';
import {
  bindingsOfBatch,
  readChartPoints,
  readingGapsOf,
  latestReadingsOf,
  type LatestReading,
} from '@autolog/store/reading-queries';
import { RefusalError } from '../http/refusal-error.js';
import { Records } from '../record/records.js';

const BUCKETS = 1_000;
const BUCKETS_MAX = 4_000;

type EventRow = LogEntryRow & Readonly<{ leaf_index: string | null }>;

/** The record as it is written: every event of a batch, and what its device said meanwhile. */
@Injectable()
export class RecordView {
  constructor(@Inject(Records) private readonly records: Records) {}

  async events(batch: BatchId): Promise<RecordReply> {
    const stream = streamOf('batch', batch);
    const rows = await this.records.database.query<EventRow>(
      `select e.stream, e.seq, e.canonical, e.leaf_hash, l.index as leaf_index
         from event e left join leaf l on l.stream = e.stream and l.seq = e.seq
        where e.stream = $1 order by e.seq`,
      [stream],
    );
    if (rows.length === 0) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    const entries = rows.map((row) => ({ row, entry: readLogEntry(row) }));
    await this.records.personNames.load(entries.map(({ entry }) => entry.actor));
    return { stream, asOf: rows.length, events: entries.map(({ row, entry }) => this.#eventLine(row, entry)) };
  }

  async readings(batch: BatchId, query: ReadingsQuery): Promise<ReadingsReply> {
    const { signal } = query;
    const known = isSignalName(signal) ? SIGNALS[signal] : undefined;
    if (known?.kind !== 'number') throw new RefusalError(refusal('NOT_FOUND', { what: 'signal' }));
    const { database, log } = this.records;
    const stream = streamOf('batch', batch);
    const [binding] = await bindingsOfBatch(database, batch);
    const { seq } = await this.records.batches.load(stream);
    const now = await log.now();
    const from = later(query.from, binding?.since ?? now);
    const to = earlier(query.to, binding?.until ?? now);
    if (!binding || from >= to) {
      return { stream, asOf: seq, signal, unit: known.unit, from, to, count: 0, points: [], gaps: [] };
    }
    const buckets = Math.min(BUCKETS_MAX, Math.max(1, Number(query.width ?? BUCKETS)));
    const { count, points } = await readChartPoints(database, { device: binding.device, signal, from, to, buckets });
    const gaps = (await readingGapsOf(database, binding.device, from, to)).filter((gap) => gap.signal === signal);
    return { stream, asOf: seq, signal, unit: known.unit, from, to, count, points, gaps };
  }

  /** The newest value of every signal of the device that serves this batch now. */
  async latest(batch: BatchId): Promise<Readonly<{ readings: readonly LatestReading[] }>> {
    const binding = (await bindingsOfBatch(this.records.database, batch)).find(({ until }) => until === null);
    return { readings: binding ? await latestReadingsOf(this.records.database, binding.device) : [] };
  }

  #eventLine(row: EventRow, { seq, type, at, actor, role, terminal, payload }: LogEntry): EventLine {
    const name = this.records.personNames.nameOf(actor);
    return {
      seq,
      type,
      at,
      actor,
      ...(name && { actorName: name }),
      ...(role && { role }),
      ...(terminal && { terminal }),
      payload,
      leafHash: row.leaf_hash.toString('hex'),
      ...(row.leaf_index !== null && { leafIndex: Number(row.leaf_index) }),
    };
  }
}

const later = (asked: string | undefined, bound: string): Instant =>
  (asked !== undefined && asked > bound ? asked : bound) as Instant;
const earlier = (asked: string | undefined, bound: string): Instant =>
  (asked !== undefined && asked < bound ? asked : bound) as Instant;
