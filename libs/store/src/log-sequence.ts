import { appendLeaves } from '@autolog/ledger/tree';
import { sha256 } from '@autolog/bundle/sha256';
import type { Database } from './database.js';
import { MerkleTree } from './merkle-tree.js';

/** Leaves per transaction: a bound on memory and on how long the advisory lock is held. */
const LEAVES_PER_RUN_MAX = 2_000;
const SEQUENCER_LOCK = 4_207_312;
/** Tells every server process that more events have an index. */
export const SEQUENCED_CHANNEL = 'autolog_indexed';

export type SequencingResult = Readonly<{
  leaves: number;
  /** Committed events that still wait for an older transaction. */
  waiting: boolean;
}>;

/** Asked per event by its key: without `offset 0` the planner reads every leaf there is, at every call. */
const HAS_LEAF = `exists (select 1 from leaf l where l.stream = e.stream and l.seq = e.seq offset 0)`;

type UnsequencedRow = { stream: string; seq: number; leaf_hash: Buffer; txid: string };

/** The total order of the log: each committed event gets an index, once and for ever. */
export class LogSequence {
  readonly #tree: MerkleTree;

  constructor(private readonly database: Database) {
    this.#tree = new MerkleTree(database);
  }

  /**
   * Gives every committed event its index. Only events below the snapshot horizon get one, so that no transaction that
   * is still open can ever come before an event that has an index. One process at a time does this.
   */
  extend(): Promise<SequencingResult> {
    return this.database.transaction(async () => {
      const [lock] = await this.database.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
        SEQUENCER_LOCK,
      ]);
      if (!lock?.got) return { leaves: 0, waiting: false };
      const rows = await this.#readSequenceable();
      if (rows.length > 0) await this.#append(rows);
      const [rest] = await this.database.query<{ waiting: boolean }>(
        `select exists (select 1 from event e where e.txid >= (select txid from horizon)
           and not ${HAS_LEAF}) as waiting`,
      );
      return { leaves: rows.length, waiting: rest?.waiting ?? false };
    });
  }

  async #readSequenceable(): Promise<UnsequencedRow[]> {
    // After a restore into another cluster the stored horizon may be higher than its transaction ids. It is set back to
    // zero; events that have a leaf are skipped.
    await this.database.query(`update horizon set txid = '0' where txid > pg_snapshot_xmax(pg_current_snapshot())`);
    return this.database.query<UnsequencedRow>(
      `select e.stream, e.seq, e.leaf_hash, e.txid::text as txid
         from event e
        where e.txid >= (select txid from horizon)
          and (e.txid < pg_snapshot_xmin(pg_current_snapshot()) or e.txid > pg_snapshot_xmax(pg_current_snapshot()))
          and not ${HAS_LEAF}
        order by e.txid, e.stream, e.seq
        limit $1`,
      [LEAVES_PER_RUN_MAX],
    );
  }

  async #append(rows: readonly UnsequencedRow[]): Promise<void> {
    const size = await this.#tree.size();
    const { nodes } = await appendLeaves(
      sha256,
      size,
      (level, index) => this.#tree.node(level, index),
      rows.map((row) => new Uint8Array(row.leaf_hash)),
    );
    await this.database.query(
      `insert into leaf (index, stream, seq)
       select $1::bigint + n - 1, stream, seq from unnest($2::text[], $3::int[]) with ordinality as t(stream, seq, n)`,
      [size, rows.map((row) => row.stream), rows.map((row) => row.seq)],
    );
    await this.#tree.addNodes(nodes);
    const last = rows.at(-1);
    await this.database.query(
      `update horizon set txid = $1::xid8 where txid < $1::xid8 and $1::xid8 < pg_snapshot_xmax(pg_current_snapshot())`,
      [last?.txid ?? '0'],
    );
    await this.database.query(`select pg_notify('${SEQUENCED_CHANNEL}', $1)`, [String(size + rows.length)]);
  }
}
