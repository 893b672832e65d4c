import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Processes with this folder in their command line or as their working folder, as PostgreSQL's; never this process. */
export function processIdsOf(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandOf(pid).includes(folder) || workingFolderOf(pid).startsWith(folder))
    .map(Number);
}

/** For the message of a failing test. */
export const commandLinesOf = (pids: readonly number[]): readonly string[] => pids.map((pid) => commandOf(String(pid)));

const commandOf = (pid: string): string =>
  quiet(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
const workingFolderOf = (pid: string): string => quiet(() => readlinkSync(`/proc/${pid}/cwd`));

/** Reads a file of a process; empty when the process has just ended. */
function quiet(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
