import type { appendLeaves } from '@autolog/ledger/tree';
import { rootAt } from '@autolog/ledger/tree';
import { sha256 } from '@autolog/bundle/sha256';
import type { Database } from './database.js';

/** Nodes asked of the database at once. */
const NODES_PER_READ = 10_000;

/** Where a complete subtree stands in the tree. */
export type NodePosition = Readonly<{ level: number; index: number }>;
type NewNode = Awaited<ReturnType<typeof appendLeaves>>['nodes'][number];

/** The RFC 6962 tree over the log, as its nodes are stored. */
export class MerkleTree {
  constructor(private readonly database: Database) {}

  /** How many events have a leaf. */
  async size(): Promise<number> {
    const [row] = await this.database.query<{ size: string }>(
      'select coalesce(max(index) + 1, 0)::text as size from leaf',
    );
    return Number(row?.size ?? 0);
  }

  async node(level: number, index: number): Promise<Uint8Array> {
    const [row] = await this.database.query<{ hash: Buffer }>('select hash from node where level = $1 and index = $2', [
      level,
      index,
    ]);
    if (!row) throw new Error(`tree node ${String(level)}/${String(index)} is missing: the ledger is damaged`);
    return new Uint8Array(row.hash);
  }

  /** Hashes of complete subtrees, in the order they were asked for. */
  async nodes(positions: readonly NodePosition[]): Promise<readonly Uint8Array[]> {
    const hashes: Uint8Array[] = [];
    for (let from = 0; from < positions.length; from += NODES_PER_READ) {
      const some = positions.slice(from, from + NODES_PER_READ);
      const rows = await this.database.query<{ hash: Buffer }>(
        `select node.hash from unnest($1::smallint[], $2::bigint[]) with ordinality as wanted(level, index, n)
           join node on node.level = wanted.level and node.index = wanted.index order by n`,
        [some.map(({ level }) => level), some.map(({ index }) => index)],
      );
      if (rows.length !== some.length) throw new Error('a tree node is missing: the ledger is damaged');
      hashes.push(...rows.map(({ hash }) => new Uint8Array(hash)));
    }
    return hashes;
  }

  /** The root of the first `size` leaves. */
  rootOf(size: number): Promise<Uint8Array> {
    return rootAt(sha256, size, (level, index) => this.node(level, index));
  }

  /** In the open transaction. */
  async addNodes(nodes: readonly NewNode[]): Promise<void> {
    await this.database.query(
      `insert into node (level, index, hash) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
      [nodes.map((node) => node.level), nodes.map((node) => node.index), nodes.map((node) => Buffer.from(node.hash))],
    );
  }
}
