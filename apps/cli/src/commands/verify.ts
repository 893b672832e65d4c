import { accessSync, constants, statSync } from 'node:fs';
import type { VerificationVerdict } from '@autolog/bundle/verify/report';
import { verificationLines } from '../output/verification-lines.js';
import { trustedFingerprints } from '../input/trusted-key.js';
import { verifyBundle } from '@autolog/bundle/verify/verify-bundle';
import { CommandError, EXIT } from '../errors/command-error.js';
import { escapedJson } from '../output/escape.js';

const EXIT_DOES_NOT_HOLD = 1;
/** A key that nobody could compare is no fault of the bundle; whoever relies on it says so by --key or --witness. */
const PASSING_VERDICTS: ReadonlySet<VerificationVerdict> = new Set(['proven', 'key not compared']);

export type VerifyOptions = Readonly<{ file: string; key?: string; witness?: string; json: boolean }>;

/** Checks a bundle. Answers the exit code: 0 when everything holds, 1 when anything does not or a rule was broken. */
export async function runVerify(
  { file, key, witness, json }: VerifyOptions,
  report: (line: string) => void,
): Promise<number> {
  for (const path of [file, ...(witness === undefined ? [] : [witness])]) requireReadableFile(path);
  const fingerprints = key === undefined ? undefined : trustedFingerprints(key);
  const trusted = { ...(fingerprints && { fingerprints }), ...(witness !== undefined && { witness }) };
  const verification = await verifyBundle(file, trusted);
  if (json) report(escapedJson(verification));
  else for (const line of verificationLines(verification)) report(line);
  return PASSING_VERDICTS.has(verification.verdict) ? 0 : EXIT_DOES_NOT_HOLD;
}

function requireReadableFile(path: string): void {
  try {
    accessSync(path, constants.R_OK);
    if (!statSync(path).isFile()) throw new Error('it is not a file');
  } catch (error) {
    throw new CommandError(EXIT.noInput, `${path} cannot be read: ${(error as Error).message}`, error);
  }
}
