import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fetchBundle } from './fetch-bundle.js';
import type { Staff } from '@autolog/simulation/staff';
import type { RunResult } from '@autolog/simulation/batch-run-plan';

export type BundleDownload = Readonly<{
  address: string;
  staff: Staff;
  stop: AbortSignal;
  report: (line: string) => void;
}>;

/** Fetches the bundle of every batch into the folder `out`; the bundle of one batch into a file of that name where there is no such folder. */
export async function fetchBundles(
  { address, staff, stop, report }: BundleDownload,
  results: readonly RunResult[],
  out: string,
): Promise<void> {
  const { headers } = await staff.withRole('quality_officer');
  const isFolder = results.length > 1 || statSync(out, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) mkdirSync(out, { recursive: true });
  for (const { batch, batchNumber } of results) {
    const file = isFolder ? join(out, `${batchNumber}.autolog.zip`) : out;
    await fetchBundle({ address, headers, stop }, batch, file);
    report(`The record of ${batchNumber} is in ${file}.`);
  }
}
