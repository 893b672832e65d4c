import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { toHex } from '@autolog/ledger/bytes';
import { parseCheckpoint } from '@autolog/ledger/checkpoint';
import type { SignedCheckpoint } from './checkpoint.js';
import type { MerkleTree } from './merkle-tree.js';

/** A note is some 200 bytes: the newest whole one stands in the end of the file, however long the file has become. */
const WITNESS_END_BYTES = 2 ** 16;

/**
 * The simplest witness: a file outside the data directory that only ever grows. The newest checkpoint in it must be a
 * prefix of today's log (INV-6, INV-12).
 */
export class FileWitness {
  constructor(private readonly file: string) {
    mkdirSync(dirname(file), { recursive: true });
  }

  publish(signed: SignedCheckpoint): void {
    appendFileSync(this.file, `${signed.note}\n`, { mode: 0o600, flush: true });
  }

  /** A sentence that says how the log contradicts this file; undefined when the log continues what the file has. */
  async findContradiction(tree: MerkleTree): Promise<string | undefined> {
    const seen = this.#newestCheckpoint();
    if (!seen) return undefined;
    const size = await tree.size();
    if (size < seen.size) {
      return `the witness ${this.file} has seen ${String(seen.size)} entries and the log has ${String(size)}: part of the log is missing`;
    }
    if (toHex(await tree.rootOf(seen.size)) === toHex(seen.root)) return undefined;
    return `the log differs from what the witness ${this.file} has seen at entry ${String(seen.size)}`;
  }

  #newestCheckpoint(): Readonly<{ size: number; root: Uint8Array }> | undefined {
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
