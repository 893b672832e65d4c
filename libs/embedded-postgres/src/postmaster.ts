import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, waitForExit, isRunning, sendSignal } from './process-control.js';

// A stop takes at most ten seconds in all, and the database is stopped last.
const FAST_MS_MAX = 2_500;
const IMMEDIATE_MS_MAX = 500;

/** What postmaster.pid tells about a server on a data directory. */
export type Postmaster = Readonly<{ pid: number; port: number; status: string }>;

/**
 * The server that runs on `data` after its launcher was killed; undefined when none does. A pid file whose number now
 * belongs to another program is removed: PostgreSQL would take that program for a server.
 */
export function findPostmaster(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isSafeInteger(pid) || pid === 0 || !isRunning(pid)) return undefined;
  if (isPostgresOf(pid, data)) return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() };
  if (!hasProcessIn(data)) unlinkSync(file);
  return undefined;
}

const isPostgresOf = (pid: number, data: string): boolean => {
  const line = commandLine(pid);
  return line.includes('postgres') && line.includes(data);
};

// Every server process has the data directory as its working directory.
function hasProcessIn(data: string): boolean {
  if (process.platform !== 'linux') return false;
  const folder = realpathSync(data);
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}

/** Stops a server: fast, then immediate, then by SIGKILL. Committed data survives each of them. */
export async function stopPostmaster(pid: number): Promise<void> {
  sendSignal(pid, 'SIGINT');
  if (await waitForExit(pid, FAST_MS_MAX)) return;
  sendSignal(pid, 'SIGQUIT');
  if (await waitForExit(pid, IMMEDIATE_MS_MAX)) return;
  sendSignal(pid, 'SIGKILL');
  await waitForExit(pid, IMMEDIATE_MS_MAX);
}
