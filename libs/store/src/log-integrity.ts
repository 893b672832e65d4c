import { isDeepStrictEqual } from 'node:util';
import { toHex } from '@autolog/ledger/bytes';
import { proofPositions, rootFromLeaves } from '@autolog/ledger/multi-proof';
import { sha256 } from '@autolog/bundle/sha256';
import type { SignedCheckpoint } from './checkpoint.js';
import type { Database } from './database.js';
import type { StreamName } from '@autolog/domain/stream/stream';
import { instantText } from './instant-text.js';
import { DamagedRecord, readLogEntry, type LogEntryRow } from './log-entry.js';
import { MerkleTree } from './merkle-tree.js';

type StreamIntegrityRow = LogEntryRow &
  Readonly<{ type: string; payload: unknown; actor: string; at: string; index: string | null }>;

export class LogIntegrity {
  readonly #tree: MerkleTree;

  constructor(private readonly database: Database) {
    this.#tree = new MerkleTree(database);
  }

  /**
   * Throws DamagedRecord unless every event of a stream is here in order, is what was hashed, says the same in the
   * columns that queries use, and stands in the log that was signed as this checkpoint (INV-11, F21).
   */
  async assertStreamIntact(stream: StreamName, signed: SignedCheckpoint): Promise<void> {
    const rows = await this.database.query<StreamIntegrityRow>(
      `select e.stream, e.seq, e.canonical, e.leaf_hash, e.type, e.payload, e.actor,
              ${instantText('e.at')} as at, l.index
         from event e left join leaf l on l.stream = e.stream and l.seq = e.seq where e.stream = $1 order by e.seq`,
      [stream],
    );
    const [head] = await this.database.query<{ seq: number }>('select seq from stream where stream = $1', [stream]);
    if (head?.seq !== rows.length)
      throw new DamagedRecord(`${stream}: ${String(rows.length)} of ${String(head?.seq ?? 0)} events`);
    for (const [n, row] of rows.entries()) {
      const { type, payload, actor, at } = readLogEntry(row);
      const isSame = row.seq === n + 1 && type === row.type && actor === row.actor && at === row.at;
      if (!isSame || !isDeepStrictEqual(payload, row.payload)) throw new DamagedRecord(`${stream} ${String(n + 1)}`);
    }
    await this.#assertNoLeafMissing(signed);
    await this.#assertRootMatches(stream, rows, signed);
  }

  /** Of events that were taken from the end of a stream only their leaves are missed. */
  async #assertNoLeafMissing({ size }: SignedCheckpoint): Promise<void> {
    const [row] = await this.database.query<{ count: string }>(
      'select count(*)::text as count from leaf where index < $1',
      [size],
    );
    if (Number(row?.count) !== size)
      throw new DamagedRecord(`the log: ${row?.count ?? '0'} of ${String(size)} entries`);
  }

  async #assertRootMatches(
    stream: StreamName,
    rows: readonly StreamIntegrityRow[],
    signed: SignedCheckpoint,
  ): Promise<void> {
    const leaves = rows.map(({ index, leaf_hash }) => ({
      index: Number(index ?? -1),
      hash: new Uint8Array(leaf_hash),
    }));
    leaves.sort((a, b) => a.index - b.index);
    const indexes = leaves.map(({ index }) => index);
    const isPlaced = indexes.every((index, n) => index > (indexes[n - 1] ?? -1) && index < signed.size);
    const hashes = isPlaced ? await this.#tree.nodes(proofPositions(indexes, signed.size)) : [];
    const root = isPlaced && rootFromLeaves(sha256, signed.size, leaves, hashes);
    if (!root || toHex(root) !== signed.root) throw new DamagedRecord(`${stream} in the log of ${String(signed.size)}`);
  }
}
