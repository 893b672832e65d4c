import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Processes that name this folder in their command line, or work in it as PostgreSQL's do. This process is none. */
export function processIdsOf(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandOf(pid).includes(folder) || workingFolderOf(pid).startsWith(folder))
    .map(Number);
}

/** For a failing test: what is still there. */
export const commandLinesOf = (pids: readonly number[]): readonly string[] => pids.map((pid) => commandOf(String(pid)));

const commandOf = (pid: string): string =>
  quiet(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
const workingFolderOf = (pid: string): string => quiet(() => readlinkSync(`/proc/${pid}/cwd`));

/** A process that has just ended has neither. */
function quiet(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
