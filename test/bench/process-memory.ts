import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const KB = 1_024;

/** Memory of a process that is in RAM, shared libraries counted whole. */
export const residentBytes = (pid: number): number => bytesOf(pid, 'status', 'VmRSS');
/** The same with what is shared divided by those who share it: may be added up over processes. */
export const proportionalBytes = (pid: number): number => bytesOf(pid, 'smaps_rollup', 'Pss');

/** Bytes of one line of a file about a process; 0 for a process that has ended meanwhile. */
function bytesOf(pid: number, file: string, line: string): number {
  const kilobytes = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(read(join('/proc', String(pid), file)))?.[1];
  return Number(kilobytes ?? 0) * KB;
}

/** Every process that was started with this data folder, and whatever those started. */
export function processesOf(dataDir: string): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number | undefined): boolean => {
    if (pid === undefined || pid <= 1) return false;
    return read(join('/proc', String(pid), 'cmdline')).includes(dataDir) || isOurs(parents.get(pid));
  };
  return all.filter(isOurs);
}

const parentOf = (pid: number): number =>
  Number(/^PPid:\s+(\d+)/m.exec(read(join('/proc', String(pid), 'status')))?.[1] ?? 0);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
