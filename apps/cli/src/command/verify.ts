import { accessSync, constants, statSync } from 'node:fs';
import type { Verdict } from '../bundle/report.js';
import { inWords } from '../bundle/say.js';
import { trustedFingerprints } from '../bundle/trusted-key.js';
import { verifyBundle } from '../bundle/verify.js';
import { CommandFault, EXIT } from '../fault.js';
import { visibleJson } from '../visible.js';

const EXIT_DOES_NOT_HOLD = 1;
/** A key that nobody could compare is no fault of the bundle; whoever relies on it says so by --key or --witness. */
const GOOD: ReadonlySet<Verdict> = new Set(['proven', 'key not compared']);

export type Verify = Readonly<{ file: string; key?: string; witness?: string; json: boolean }>;

/** Checks a bundle. Answers the exit code: 0 when everything holds, 1 when anything does not or a rule was broken. */
export async function runVerify({ file, key, witness, json }: Verify, say: (line: string) => void): Promise<number> {
  for (const path of [file, ...(witness === undefined ? [] : [witness])]) demandFile(path);
  const fingerprints = key === undefined ? undefined : trustedFingerprints(key);
  const trusted = { ...(fingerprints && { fingerprints }), ...(witness !== undefined && { witness }) };
  const report = await verifyBundle(file, trusted);
  if (json) say(visibleJson(report));
  else for (const line of inWords(report)) say(line);
  return GOOD.has(report.verdict) ? 0 : EXIT_DOES_NOT_HOLD;
}

function demandFile(path: string): void {
  try {
    accessSync(path, constants.R_OK);
    if (!statSync(path).isFile()) throw new Error('it is not a file');
  } catch (error) {
    throw new CommandFault(EXIT.noInput, `${path} cannot be read: ${(error as Error).message}`, error);
  }
}
