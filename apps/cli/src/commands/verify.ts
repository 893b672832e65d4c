import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { VerificationVerdict } from '@autolog/bundle/verify/report';
import { verificationLines } from '../output/verification-lines.js';
import { parseOptions } from '../input/parse-options.js';
import { trustedFingerprints } from '../input/trusted-key.js';
import { verifyBundle } from '@autolog/bundle/verify/verify-bundle';
import { CommandError, EXIT } from '../errors/command-error.js';
import { UsageError } from '../errors/usage-error.js';
import { escapedJson } from '../output/escape.js';

export const USAGE = `\
  autolog verify FILE [--key FINGERPRINT|FILE] [--witness FILE] [--json]
                               is this bundle what was recorded? Needs no database, network or server; exits with 1
                               when anything does not hold or a rule was broken, else with 0, also when the signing
                               key was not compared because neither --key nor --witness is given`;

const OPTIONS = { key: { type: 'string' }, witness: { type: 'string' }, json: { type: 'boolean' } } as const;
const EXIT_DOES_NOT_HOLD = 1;
/** A key that was not compared is no fault of the bundle: whoever relies on it gives --key or --witness. */
const PASSING_VERDICTS: ReadonlySet<VerificationVerdict> = new Set(['proven', 'key not compared']);

type VerifyOptions = Readonly<{ file: string; key?: string; witness?: string; json: boolean }>;

export async function run(words: readonly string[], report: (line: string) => void): Promise<void> {
  process.exitCode = await runVerify(parseVerify(words), report);
}

export function parseVerify(words: readonly string[]): VerifyOptions {
  const { values, positionals } = parseOptions(words, OPTIONS, true);
  const [file, more] = positionals;
  const { key, witness, json } = values;
  if (file === undefined || more !== undefined) throw new UsageError('verify needs one file.');
  return {
    file: resolve(file),
    json: json === true,
    ...(key !== undefined && { key }),
    ...(witness !== undefined && { witness: resolve(witness) }),
  };
}

/** Checks a bundle. Returns the exit code: 0 when everything holds, 1 when anything does not or a rule was broken. */
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
