import type { Database } from './database.js';
import type { StreamName } from '@autolog/domain/stream/stream';

/** An event as the order of the log knows it. */
export type LeafRow = Readonly<{ index: number; stream: StreamName; seq: number }>;
/** Where events stand in the log; undefined while one of them has no leaf yet. */
export type LeafIndexes = readonly number[] | undefined;
type LeafIndexRow = Readonly<{ index: string | null }>;

/** Where events stand in the total order of the log. */
export class LeafStore {
  constructor(private readonly database: Database) {}

  /** The first leaves from an index on. */
  async from(index: number, limit: number): Promise<LeafRow[]> {
    return this.#rows('select index, stream, seq from leaf where index >= $1 order by index limit $2', [index, limit]);
  }

  /** The newest leaf of each stream between two indexes; `to` is excluded. */
  async newestPerStream(from: number, to: number): Promise<LeafRow[]> {
    return this.#rows(
      `select distinct on (stream) index, stream, seq from leaf
        where index >= $1 and index < $2 order by stream, index desc`,
      [from, to],
    );
  }

  /** Of these events, in the order they were asked for. */
  async indexesOf(events: readonly Readonly<{ stream: StreamName; seq: number }>[]): Promise<LeafIndexes> {
    const rows = await this.database.query<LeafIndexRow>(
      `select l.index from unnest($1::text[], $2::int[]) with ordinality as wanted(stream, seq, n)
         left join leaf l on l.stream = wanted.stream and l.seq = wanted.seq order by n`,
      [events.map(({ stream }) => stream), events.map(({ seq }) => seq)],
    );
    return allIndexesOf(rows);
  }

  /** Of every event of a stream. */
  async indexesOfStream(stream: StreamName): Promise<LeafIndexes> {
    const rows = await this.database.query<LeafIndexRow>(
      `select l.index from event e left join leaf l on l.stream = e.stream and l.seq = e.seq
        where e.stream = $1 order by e.seq`,
      [stream],
    );
    return allIndexesOf(rows);
  }

  async #rows(sql: string, parameters: readonly unknown[]): Promise<LeafRow[]> {
    const rows = await this.database.query<Omit<LeafRow, 'index'> & { index: string }>(sql, parameters);
    return rows.map((row) => ({ ...row, index: Number(row.index) }));
  }
}

const allIndexesOf = (rows: readonly LeafIndexRow[]): LeafIndexes =>
  rows.some(({ index }) => index === null) ? undefined : rows.map(({ index }) => Number(index));
