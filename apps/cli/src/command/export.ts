import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BatchesReply } from '@autolog/contract/batch';
import type { DoorReply } from '@autolog/contract/session';
import { UUID } from '@autolog/domain/brand';
import { fetchBundle, type Asking } from '../bundle/fetch-bundle.js';
import { CommandFault, EXIT } from '../fault.js';
import { firstLine } from '../first-line.js';
import { readText } from '../read-text.js';
import { request, RequestRefused, signIn } from '../start/http-client.js';

const DEMO_ROLE = 'inspector';
const TOKEN_BYTES_MAX = 1_000;
const BATCHES_NAMED_MAX = 5;

export type Export = Readonly<{
  batch: string;
  out: string;
  server: string;
  force: boolean;
  tokenFile?: string;
  userName?: string;
}>;

type Say = (line: string) => void;

/** Fetches the record of a batch as one file. */
export async function runExport(asked: Export, say: Say): Promise<void> {
  const { batch, out, server, force } = asked;
  if (!force && existsSync(out)) throw new CommandFault(EXIT.usage, `${out} exists already. --force writes over it.`);
  if (!existsSync(dirname(out))) throw new CommandFault(EXIT.noInput, `There is no folder ${dirname(out)}.`);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  try {
    const who = await whoAsks(asked, stop.signal, say);
    const asking = { address: server, headers: who.headers, stop: stop.signal };
    const id = UUID.test(batch) ? batch : await idOf(asking, batch);
    const { fileName, export: made } = await fetchBundle(asking, id, out);
    await who.leave();
    say(`${fileName} is in ${out} (${(statSync(out).size / 1e6).toFixed(1)} MB, export ${made}).`);
    say(`Check it anywhere, with or without a network: autolog verify ${out}`);
  } catch (error) {
    throw faultOf(error, server);
  }
}

type Who = Readonly<{ headers: Readonly<Record<string, string>>; leave: () => Promise<void> }>;

async function whoAsks({ server, tokenFile, userName }: Export, stop: AbortSignal, say: Say): Promise<Who> {
  if (tokenFile !== undefined)
    return {
      headers: { authorization: `Bearer ${readText(tokenFile, TOKEN_BYTES_MAX).trim()}` },
      leave: async () => {},
    };
  if (userName !== undefined) {
    say(`Password of ${userName}, then Enter:`);
    return signIn(server, { userName, password: await firstLine() }, stop);
  }
  const { reply } = await request(`${server}/api/door`, { stop });
  const { profile, people } = reply as DoorReply;
  const person = people.find(({ roles }) => roles.includes(DEMO_ROLE));
  if (!person) {
    throw new CommandFault(
      EXIT.usage,
      `This is a ${profile} site: say who asks, with --user-name NAME or --token FILE.`,
    );
  }
  say(`This is a demo: signed in as ${person.name}, inspector.`);
  return signIn(server, person, stop);
}

/** A person knows a batch by its number. */
async function idOf({ address, headers, stop }: Asking, number: string): Promise<string> {
  const { reply } = await request(`${address}/api/batches`, { headers: { ...headers }, stop });
  const { batches } = reply as BatchesReply;
  const found = batches.find((batch) => batch.number === number);
  if (found) return found.id;
  const newest = batches.slice(0, BATCHES_NAMED_MAX).map((batch) => batch.number);
  const known = newest.length === 0 ? 'There is none yet.' : `The newest are ${newest.join(', ')}.`;
  throw new CommandFault(EXIT.usage, `There is no batch ${number} on ${address}. ${known}`);
}

/** What a person can act on, as a sentence and an exit code; anything else is a bug and stays what it is. */
function faultOf(error: unknown, server: string): unknown {
  if (error instanceof CommandFault) return error;
  if (error instanceof RequestRefused) {
    const denied = error.status === 401 || error.status === 403;
    return new CommandFault(denied ? EXIT.notAllowed : EXIT.unavailable, error.message, error);
  }
  const { cause, code, message } = error as Error & { code?: string };
  if (code === 'ENOSPC') return new CommandFault(EXIT.diskFull, `There is no room for the file: ${message}`, error);
  if (cause !== undefined || (error as Error).name === 'TimeoutError') {
    return new CommandFault(EXIT.unavailable, `${server} cannot be reached: ${message}`, error);
  }
  return error;
}
