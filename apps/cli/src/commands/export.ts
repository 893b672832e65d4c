import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { BatchesReply } from '@autolog/contract/batch';
import { UUID } from '@autolog/domain/brand';
import { fetchBundle, type ServerAccess } from '../export/fetch-bundle.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { UsageError } from '../errors/usage-error.js';
import { readFirstLine } from '../input/first-line.js';
import { parseOptions } from '../input/parse-options.js';
import { readText } from '../input/read-text.js';
import { request, RequestRefused, signIn } from '@autolog/simulation/http-client';
import { fetchDemoPeople } from '@autolog/simulation/staff';

export const USAGE = `\
  autolog export BATCH --out FILE [--server URL] [--token FILE | --user-name NAME] [--force]
                               the whole record of a batch as one file; the password is read from standard input, and
                               a demo needs none. BATCH is its number (B-2026-0001) or its id`;

const OPTIONS = {
  out: { type: 'string' },
  server: { type: 'string' },
  token: { type: 'string' },
  'user-name': { type: 'string' },
  force: { type: 'boolean' },
} as const;
const SERVER_DEFAULT = 'http://localhost:8080';
const DEMO_ROLE = 'inspector';
const TOKEN_BYTES_MAX = 1_000;
const BATCHES_LISTED_MAX = 5;

type ExportOptions = Readonly<{
  batch: string;
  out: string;
  server: string;
  force: boolean;
  tokenFile?: string;
  userName?: string;
}>;

type ReportLine = (line: string) => void;

export const run = (words: readonly string[], report: ReportLine): Promise<void> =>
  runExport(parseExport(words), report);

export function parseExport(words: readonly string[]): ExportOptions {
  const { values, positionals } = parseOptions(words, OPTIONS, true);
  const [batch, more] = positionals;
  const { out, server = SERVER_DEFAULT, token, 'user-name': userName, force } = values;
  if (batch === undefined || more !== undefined || out === undefined)
    throw new UsageError('export needs one batch and --out.');
  if (!/^https?:\/\/[^/]/.test(server))
    throw new UsageError(`--server must begin with http:// or https://, and it is "${server}".`);
  if (token !== undefined && userName !== undefined)
    throw new UsageError('--token and --user-name are two ways to sign in: give one.');
  return {
    batch,
    out: resolve(out),
    server: server.replace(/\/+$/, ''),
    force: force === true,
    ...(token !== undefined && { tokenFile: resolve(token) }),
    ...(userName !== undefined && { userName }),
  };
}

/** Fetches the record of a batch as one file. Throws CommandError. */
async function runExport(options: ExportOptions, report: ReportLine): Promise<void> {
  const { batch, out, server, force } = options;
  if (!force && existsSync(out)) throw new CommandError(EXIT.usage, `${out} exists already. --force writes over it.`);
  if (!existsSync(dirname(out))) throw new CommandError(EXIT.noInput, `There is no folder ${dirname(out)}.`);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  try {
    const requester = await signInRequester(options, stop.signal, report);
    const access = { address: server, headers: requester.headers, stop: stop.signal };
    const id = UUID.test(batch) ? batch : await batchIdOf(access, batch);
    const { fileName, export: exportId } = await fetchBundle(access, id, out);
    await requester.signOut();
    report(`${fileName} is in ${out} (${(statSync(out).size / 1e6).toFixed(1)} MB, export ${exportId}).`);
    report(`Check it anywhere, with or without a network: autolog verify ${out}`);
  } catch (error) {
    throw exportError(error, server);
  }
}

type Requester = Readonly<{ headers: Readonly<Record<string, string>>; signOut: () => Promise<void> }>;

async function signInRequester(
  { server, tokenFile, userName }: ExportOptions,
  stop: AbortSignal,
  report: ReportLine,
): Promise<Requester> {
  if (tokenFile !== undefined)
    return {
      headers: { authorization: `Bearer ${readText(tokenFile, TOKEN_BYTES_MAX).trim()}` },
      signOut: async () => {},
    };
  if (userName !== undefined) {
    report(`Password of ${userName}, then Enter:`);
    return signIn(server, { userName, password: await readFirstLine() }, stop);
  }
  const person = (await fetchDemoPeople(server, stop)).find(({ roles }) => roles.includes(DEMO_ROLE));
  if (!person) {
    throw new CommandError(EXIT.usage, 'Only a demo needs no sign-in: give --user-name NAME or --token FILE.');
  }
  report(`This is a demo: signed in as ${person.name}, inspector.`);
  return signIn(server, person, stop);
}

/** Finds the id of a batch by its number, which people use. */
async function batchIdOf({ address, headers, stop }: ServerAccess, number: string): Promise<string> {
  const { reply } = await request(`${address}/api/batches`, { headers: { ...headers }, stop });
  const { batches } = reply as BatchesReply;
  const found = batches.find((batch) => batch.number === number);
  if (found) return found.id;
  const newest = batches.slice(0, BATCHES_LISTED_MAX).map((batch) => batch.number);
  const known = newest.length === 0 ? 'There is none yet.' : `The newest are ${newest.join(', ')}.`;
  throw new CommandError(EXIT.usage, `There is no batch ${number} on ${address}. ${known}`);
}

/** A sentence and an exit code for an error that a person can act on; any other error is a bug and stays as it is. */
function exportError(error: unknown, server: string): unknown {
  if (error instanceof CommandError) return error;
  if (error instanceof RequestRefused) {
    const denied = error.status === 401 || error.status === 403;
    return new CommandError(denied ? EXIT.notAllowed : EXIT.unavailable, error.message, error);
  }
  const { cause, code, message } = error as Error & { code?: string };
  if (code === 'ENOSPC') return new CommandError(EXIT.diskFull, `There is no room for the file: ${message}`, error);
  if (cause !== undefined || (error as Error).name === 'TimeoutError') {
    return new CommandError(EXIT.unavailable, `${server} cannot be reached: ${message}`, error);
  }
  return error;
}
