import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fetchBundle } from '../bundle/fetch-bundle.js';
import type { Crew } from './people.js';
import type { Played } from './play.js';

export type Exporting = Readonly<{ address: string; crew: Crew; stop: AbortSignal; say: (line: string) => void }>;

/** Fetches the bundle of every played batch: into the folder `out`, or into a file of that name for one where there is none. */
export async function fetchBundles(
  { address, crew, stop, say }: Exporting,
  played: readonly Played[],
  out: string,
): Promise<void> {
  const { headers } = await crew.as('quality_officer');
  const isFolder = played.length > 1 || statSync(out, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) mkdirSync(out, { recursive: true });
  for (const { batch, batchNumber } of played) {
    const file = isFolder ? join(out, `${batchNumber}.autolog.zip`) : out;
    await fetchBundle({ address, headers, stop }, batch, file);
    say(`The record of ${batchNumber} is in ${file}.`);
  }
}
