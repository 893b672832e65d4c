import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseCheckpoint, signCheckpoint } from '@autolog/ledger/checkpoint';
import { toHex } from '@autolog/ledger/bytes';
import { rootAt } from '@autolog/ledger/tree';
import type { Database } from './database.js';
import { readNode, treeSize } from './sequence-log.js';
import { sha256 } from '@autolog/bundle/sha256';
import type { SigningKey } from './signing-key.js';

const CHECKPOINT_LOCK = 4_207_313;
/** A note is some 200 bytes: the newest whole one stands in the end of the file, however long the file has become. */
const WITNESS_END_BYTES = 2 ** 16;

export type SignedCheckpoint = Readonly<{ size: number; root: string; note: string }>;

/**
 * Signs the tree as it stands, when it grew since the last checkpoint. `origin` names the installation; the note goes
 * to the witness by `publish` before the transaction commits: a checkpoint that no witness has is not made.
 */
export async function signNewCheckpoint(
  database: Database,
  origin: string,
  key: SigningKey,
  publish: (signed: SignedCheckpoint) => void,
): Promise<SignedCheckpoint | undefined> {
  return database.transaction(async () => {
    const [lock] = await database.query<{ got: boolean }>('select pg_try_advisory_xact_lock($1) as got', [
      CHECKPOINT_LOCK,
    ]);
    if (!lock?.got) return undefined;
    const size = await treeSize(database);
    const [last] = await database.query<{ size: string }>('select max(size)::text as size from checkpoint');
    if (size === 0 || Number(last?.size ?? 0) >= size) return undefined;
    const root = await rootAt(sha256, size, (level, index) => readNode(database, level, index));
    const note = signCheckpoint(sha256, { origin, size, root }, { name: origin, publicKey: key.publicKey }, key.sign);
    await database.query('insert into checkpoint (size, root, note) values ($1, $2, $3)', [
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
export async function checkpointCovering(database: Database, leaf: number): Promise<SignedCheckpoint | undefined> {
  const [row] = await database.query<{ size: string; root: Buffer; note: string }>(
    'select size, root, note from checkpoint where size > $1 order by size limit 1',
    [leaf],
  );
  return row && { size: Number(row.size), root: row.root.toString('hex'), note: row.note };
}

/**
 * The simplest witness: a file outside the data directory that only ever grows. On opening, the newest checkpoint in
 * it must be a prefix of today's log (INV-6, INV-12), or the caller is told in a sentence.
 */
export class FileWitness {
  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
  }

  publish(signed: SignedCheckpoint): void {
    appendFileSync(this.file, `${signed.note}\n`, { mode: 0o600, flush: true });
  }

  /** Undefined when the log continues what this file has seen. */
  async findContradiction(database: Database): Promise<string | undefined> {
    const seen = this.newestCheckpoint();
    if (!seen) return undefined;
    const size = await treeSize(database);
    if (size < seen.size) {
      return `the witness ${this.file} has seen ${String(seen.size)} entries and the log has ${String(size)}: part of the log is missing`;
    }
    const root = await rootAt(sha256, seen.size, (level, index) => readNode(database, level, index));
    if (toHex(root) === toHex(seen.root)) return undefined;
    return `the log differs from what the witness ${this.file} has seen at entry ${String(seen.size)}`;
  }

  private newestCheckpoint(): Readonly<{ size: number; root: Uint8Array }> | undefined {
    if (!existsSync(this.file)) return undefined;
    // Notes are separated by an empty line after their signature lines; the last whole one counts.
    const notes = readEndOf(this.file).split(/(?<=\n— [^\n]+\n)\n/);
    for (const note of notes.reverse()) {
      const checkpoint = parseCheckpoint(note);
      if (checkpoint) return checkpoint;
    }
    return undefined;
  }
}

function readEndOf(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const { size } = fstatSync(opened);
    const end = Buffer.alloc(Math.min(size, WITNESS_END_BYTES));
    const read = readSync(opened, end, 0, end.length, size - end.length);
    return end.toString('utf8', 0, read);
  } finally {
    closeSync(opened);
  }
}
