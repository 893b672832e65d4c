import type { Batch } from '@autolog/domain/batch/state/batch';
import { evolveBatch } from '@autolog/domain/batch/state/evolve-batch';
import { BATCH_SNAPSHOT_FORMAT, batchOfSnapshot, snapshotOf } from '@autolog/domain/batch/state/snapshot';
import type { BatchId } from '@autolog/domain/brand';
import { idOf, type StreamName } from '@autolog/domain/stream/stream';
import type { Database } from './database.js';
import type { PersonNames } from './person-names.js';
import { readStream } from './read-stream.js';

/** Loading a batch that is not cached reads one row and fewer events than this. */
export const EVENTS_PER_SNAPSHOT = 64;

type BatchAt = Readonly<{ state: Batch; seq: number }>;

/**
 * The state of a batch at every 64th of its events: a projection, written with the events and rebuilt
 * from them. It saves reading; certification and `verify` replay the events themselves and never read it.
 */
export class BatchSnapshots {
  constructor(
    private readonly database: Database,
    private readonly personNames: PersonNames,
  ) {}

  /** The newest snapshot, as a draft of the caller's own; undefined where there is none of this format. */
  async load(stream: StreamName): Promise<BatchAt | undefined> {
    const [row] = await this.database.query<{ seq: number; state: string }>(
      'select seq, state from batch_snapshot where batch = $1 and format = $2',
      [idOf(stream), BATCH_SNAPSHOT_FORMAT],
    );
    return row && { seq: row.seq, state: batchOfSnapshot(row.state) };
  }

  /** In the transaction that has appended events `after + 1` to `head`, with the head locked. */
  async update(stream: StreamName, after: number, head: number): Promise<void> {
    const seq = head - (head % EVENTS_PER_SNAPSHOT);
    if (seq <= after) return;
    const batch = idOf(stream) as BatchId;
    const newest = await this.load(stream);
    const events = await readStream<'batch'>(this.database, this.personNames, stream, {
      after: newest?.seq ?? 0,
      through: seq,
    });
    const state = events.reduce<Batch | undefined>(
      (draft, recorded) => evolveBatch(draft, batch, recorded),
      newest?.state,
    );
    if (!state) throw new Error(`${stream} has no events to take a snapshot of`);
    await this.database.query(
      `insert into batch_snapshot (batch, seq, format, state) values ($1, $2, $3, $4)
       on conflict (batch) do update set seq = excluded.seq, format = excluded.format, state = excluded.state`,
      [batch, seq, BATCH_SNAPSHOT_FORMAT, snapshotOf(state)],
    );
  }
}
