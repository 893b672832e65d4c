import { toHex } from '@autolog/ledger/bytes';
import { signCheckpoint } from '@autolog/ledger/checkpoint';
import { sha256 } from '@autolog/bundle/sha256';
import type { Database } from './database.js';
import { MerkleTree } from './merkle-tree.js';
import type { SigningKey } from './signing-key.js';

const CHECKPOINT_LOCK = 4_207_313;

export type SignedCheckpoint = Readonly<{ size: number; root: string; note: string }>;

export class CheckpointStore {
  readonly #tree: MerkleTree;

  constructor(private readonly database: Database) {
    this.#tree = new MerkleTree(database);
  }

  /**
   * Signs the tree as it stands, when it grew since the last checkpoint. `origin` names the installation; the note goes
   * to the witness by `publish` before the transaction commits: a checkpoint that no witness has is not made.
   */
  signNew(
    origin: string,
    key: SigningKey,
    publish: (signed: SignedCheckpoint) => void,
  ): Promise<SignedCheckpoint | undefined> {
    return this.database.transaction(async () => {
      const [lock] = await this.database.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
        CHECKPOINT_LOCK,
      ]);
      if (!lock?.got) return undefined;
      const size = await this.#tree.size();
      const [last] = await this.database.query<{ size: string }>('select max(size)::text as size from checkpoint');
      if (size === 0 || Number(last?.size ?? 0) >= size) return undefined;
      const root = await this.#tree.rootOf(size);
      const note = signCheckpoint(sha256, { origin, size, root }, { name: origin, publicKey: key.publicKey }, key.sign);
      await this.database.query('insert into checkpoint (size, root, note) values ($1, $2, $3)', [
        size,
        Buffer.from(root),
        note,
      ]);
      const signed = { size, root: toHex(root), note };
      publish(signed);
      return signed;
    });
  }

  /** The first checkpoint that was signed over this leaf; undefined while there is none. */
  async covering(leaf: number): Promise<SignedCheckpoint | undefined> {
    const [row] = await this.database.query<{ size: string; root: Buffer; note: string }>(
      'select size, root, note from checkpoint where size > $1 order by size limit 1',
      [leaf],
    );
    return row && { size: Number(row.size), root: row.root.toString('hex'), note: row.note };
  }
}
