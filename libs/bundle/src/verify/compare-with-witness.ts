import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { sameBytes } from '@autolog/ledger/bytes';
import { parseCheckpoint, type Checkpoint } from '@autolog/ledger/checkpoint';
import type { FaultCollector, WitnessComparison } from './report.js';

/** Each note has an origin, a size, a root, an empty line and a signature. */
const NOTE_LINES = 5;

/**
 * Compares the bundle's checkpoint with those that a witness has of the same log. Only a checkpoint of the same size
 * proves something. With another size a consistency proof would be needed, which a bundle does not have.
 */
export async function compareWithWitness(
  path: string,
  checkpoint: Checkpoint,
  faults: FaultCollector,
): Promise<WitnessComparison> {
  let [isThis, checkpoints, least, greatest] = [false, 0, Number.POSITIVE_INFINITY, 0];
  for await (const seen of readCheckpoints(path, checkpoint.origin)) {
    checkpoints += 1;
    least = Math.min(least, seen.size);
    greatest = Math.max(greatest, seen.size);
    if (seen.size !== checkpoint.size) continue;
    if (sameBytes(seen.root, checkpoint.root)) isThis = true;
    else {
      faults.add(
        'witness',
        `checkpoint of ${String(seen.size)} entries`,
        'has another root in the witness: this bundle comes from another history of the same log',
      );
    }
  }
  if (checkpoints === 0) return { found: 'nothing of this log', checkpoints, least: 0, greatest };
  return { found: isThis ? 'this' : 'other sizes', checkpoints, least, greatest };
}

async function* readCheckpoints(path: string, origin: string): AsyncGenerator<Checkpoint> {
  let note: string[] = [];
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    if (line === origin) note = [line];
    else if (note.length > 0) note.push(line);
    if (note.length < NOTE_LINES) continue;
    const checkpoint = parseCheckpoint(`${note.join('\n')}\n`);
    note = [];
    if (checkpoint?.origin === origin) yield checkpoint;
  }
}
