import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { sameBytes } from '@autolog/ledger/bytes';
import { parseCheckpoint, type Checkpoint } from '@autolog/ledger/checkpoint';
import type { FaultCollector, WitnessComparison } from './report.js';

/** Origin, size, root, an empty line and a signature: what this reads of each note. */
const NOTE_LINES = 5;

/**
 * What a witness's copy says of this log. It proves something when it holds the very checkpoint of the bundle; of a
 * checkpoint of another size it cannot say whether the two are of one log, for that takes a consistency proof.
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
        'has another root in the witness: this bundle is of another history of the same log',
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
