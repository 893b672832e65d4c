import { appendLeaves } from '@autolog/ledger/tree';
import type { Database } from './database.js';
import { sha256 } from '@autolog/bundle/sha256';

/** Leaves per transaction: a bound on memory and on how long the advisory lock is held. */
const LEAVES_PER_RUN_MAX = 2_000;
const SEQUENCER_LOCK = 4_207_312;
/** Tells every server process that the order of the log grew. */
export const SEQUENCED_CHANNEL = 'autolog_indexed';

export type SequencingResult = Readonly<{
  leaves: number;
  /** Committed events that still wait for an older transaction. */ waiting: boolean;
}>;

/** Asked per event by its key: without `offset 0` the planner reads every leaf there is, at every call. */
const HAS_LEAF = `exists (select 1 from leaf l where l.stream = e.stream and l.seq = e.seq offset 0)`;

type UnsequencedRow = { stream: string; seq: number; leaf_hash: Buffer; txid: string };

/**
 * Gives every committed event its place in the log. Only events below the snapshot horizon are placed, so that no
 * transaction that is still open can ever come before one that has a place; one integrator at a time.
 */
export async function sequenceLog(database: Database): Promise<SequencingResult> {
  return database.transaction(async () => {
    const [lock] = await database.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      SEQUENCER_LOCK,
    ]);
    if (!lock?.got) return { leaves: 0, waiting: false };
    const rows = await readSequenceable(database);
    if (rows.length > 0) await appendToTree(database, rows);
    const [rest] = await database.query<{ waiting: boolean }>(
      `select exists (select 1 from event e where e.txid >= (select txid from horizon)
         and not ${HAS_LEAF}) as waiting`,
    );
    return { leaves: rows.length, waiting: rest?.waiting ?? false };
  });
}

async function readSequenceable(database: Database): Promise<UnsequencedRow[]> {
  // After a restore into another cluster the horizon may lie in that cluster's future: begin anew, the leaves decide.
  await database.query(`update horizon set txid = '0' where txid > pg_snapshot_xmax(pg_current_snapshot())`);
  return database.query<UnsequencedRow>(
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

async function appendToTree(database: Database, rows: readonly UnsequencedRow[]): Promise<void> {
  const size = await treeSize(database);
  const { nodes } = await appendLeaves(
    sha256,
    size,
    (level, index) => readNode(database, level, index),
    rows.map((row) => new Uint8Array(row.leaf_hash)),
  );
  await database.query(
    `insert into leaf (index, stream, seq)
     select $1::bigint + n - 1, stream, seq from unnest($2::text[], $3::int[]) with ordinality as t(stream, seq, n)`,
    [size, rows.map((row) => row.stream), rows.map((row) => row.seq)],
  );
  await database.query(
    `insert into node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [nodes.map((node) => node.level), nodes.map((node) => node.index), nodes.map((node) => Buffer.from(node.hash))],
  );
  const last = rows.at(-1);
  await database.query(
    `update horizon set txid = $1::xid8 where txid < $1::xid8 and $1::xid8 < pg_snapshot_xmax(pg_current_snapshot())`,
    [last?.txid ?? '0'],
  );
  await database.query(`select pg_notify('${SEQUENCED_CHANNEL}', $1)`, [String(size + rows.length)]);
}

export async function treeSize(database: Database): Promise<number> {
  const [row] = await database.query<{ size: string }>('select coalesce(max(index) + 1, 0)::text as size from leaf');
  return Number(row?.size ?? 0);
}

export async function readNode(database: Database, level: number, index: number): Promise<Uint8Array> {
  const [row] = await database.query<{ hash: Buffer }>('select hash from node where level = $1 and index = $2', [
    level,
    index,
  ]);
  if (!row) throw new Error(`tree node ${String(level)}/${String(index)} is missing: the ledger is damaged`);
  return new Uint8Array(row.hash);
}

/** Places asked of the database at once. */
const NODES_PER_READ = 10_000;

/** Hashes of complete subtrees, in the order they were asked for. */
export async function readNodes(
  database: Database,
  places: readonly Readonly<{ level: number; index: number }>[],
): Promise<readonly Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (let from = 0; from < places.length; from += NODES_PER_READ) {
    const asked = places.slice(from, from + NODES_PER_READ);
    const rows = await database.query<{ hash: Buffer }>(
      `select node.hash from unnest($1::smallint[], $2::bigint[]) with ordinality as asked(level, index, n)
         join node on node.level = asked.level and node.index = asked.index order by n`,
      [asked.map(({ level }) => level), asked.map(({ index }) => index)],
    );
    if (rows.length !== asked.length) throw new Error('a tree node is missing: the ledger is damaged');
    hashes.push(...rows.map(({ hash }) => new Uint8Array(hash)));
  }
  return hashes;
}
