import { Inject, Injectable } from '@nestjs/common';
import type { LatestReadingsReply } from '@autolog/contract/reading';
import type { ReadingsReply } from '@autolog/contract/reading';
import type { ReadingsQuery } from '@autolog/contract/reading';
import type { RecordReply } from '@autolog/contract/record';
import type { EventLine } from '@autolog/contract/record';
import type { BatchId, Instant } from '@autolog/domain/brand';
import { isSignalName, SIGNALS } from '@autolog/domain/device/signal';
import { refusal } from '@autolog/domain/refusal';
import { BindingStore } from '@autolog/store/binding';
import { streamOf } from '@autolog/domain/stream/stream';
import { Log, type SequencedEntry } from '@autolog/store/log';
import { PersonNames } from '@autolog/store/person-names';
import { ReadingStore } from '@autolog/store/reading';
import { RefusalError } from '../http/refusal-error.js';
import { BatchStates } from './batch-states.js';

const BUCKETS = 1_000;
const BUCKETS_MAX = 4_000;

/** The record as it is written: every event of a batch, and what its device reported. */
@Injectable()
export class RecordView {
  constructor(
    @Inject(Log) private readonly log: Log,
    @Inject(BatchStates) private readonly states: BatchStates,
    @Inject(BindingStore) private readonly bindings: BindingStore,
    @Inject(ReadingStore) private readonly readingStore: ReadingStore,
    @Inject(PersonNames) private readonly names: PersonNames,
  ) {}

  async events(batch: BatchId): Promise<RecordReply> {
    const stream = streamOf('batch', batch);
    const entries = await this.log.readEntries(stream);
    if (entries.length === 0) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    await this.names.load(entries.map(({ actor }) => actor));
    const rooms = roomCodesOf(entries);
    return { stream, asOf: entries.length, events: entries.map((entry) => this.#eventLine(entry, rooms)) };
  }

  async readings(batch: BatchId, query: ReadingsQuery): Promise<ReadingsReply> {
    const { signal } = query;
    const known = isSignalName(signal) ? SIGNALS[signal] : undefined;
    if (known?.kind !== 'number') throw new RefusalError(refusal('NOT_FOUND', { what: 'signal' }));
    const stream = streamOf('batch', batch);
    const [binding] = await this.bindings.ofBatch(batch);
    const { seq } = await this.states.load(stream);
    const now = await this.log.now();
    const from = later(query.from, binding?.since ?? now);
    const to = earlier(query.to, binding?.until ?? now);
    if (!binding || from >= to) {
      return { stream, asOf: seq, signal, unit: known.unit, from, to, count: 0, points: [], gaps: [] };
    }
    const buckets = Math.min(BUCKETS_MAX, Math.max(1, Number(query.width ?? BUCKETS)));
    const { count, points } = await this.readingStore.chartPoints({
      device: binding.device,
      signal,
      from,
      to,
      buckets,
    });
    const gaps = (await this.readingStore.gapsOf(binding.device, from, to)).filter((gap) => gap.signal === signal);
    return { stream, asOf: seq, signal, unit: known.unit, from, to, count, points, gaps };
  }

  /** The newest value of every signal of the device that serves this batch now. */
  async latest(batch: BatchId): Promise<LatestReadingsReply> {
    const binding = (await this.bindings.ofBatch(batch)).find(({ until }) => until === null);
    return { readings: binding ? await this.readingStore.latestOf(binding.device) : [] };
  }

  #eventLine(entry: SequencedEntry, rooms: ReadonlyMap<string, string>): EventLine {
    const { seq, type, at, actor, role, terminal, room, payload, leafHash, leafIndex } = entry;
    const name = this.names.nameOf(actor);
    return {
      seq,
      type,
      at,
      actor,
      ...(name && { actorName: name }),
      ...(role && { role }),
      ...(terminal && { terminal }),
      ...(room && { room: rooms.get(room) ?? room }),
      payload,
      leafHash,
      ...(leafIndex !== undefined && { leafIndex }),
    };
  }
}

/** A batch says the code of its room once, when it takes the room. */
function roomCodesOf(entries: readonly SequencedEntry[]): ReadonlyMap<string, string> {
  const started = entries.filter(({ type }) => type === 'BatchStarted');
  return new Map(started.map(({ payload }) => [String(payload['room']), String(payload['roomCode'])]));
}

const later = (wanted: string | undefined, bound: string): Instant =>
  (wanted !== undefined && wanted > bound ? wanted : bound) as Instant;
const earlier = (wanted: string | undefined, bound: string): Instant =>
  (wanted !== undefined && wanted < bound ? wanted : bound) as Instant;
