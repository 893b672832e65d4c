import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const OUTPUT_BYTES_MAX = 10_000_000;
const ROUNDS = 3;

/** Milliseconds that Debian's psql needs for a query, its rows fetched and thrown away: the least of three. */
export async function psqlMs(url: string, sql: string): Promise<number> {
  const { username, password, hostname, port, pathname } = new URL(url);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(password), PGOPTIONS: '-c TimeZone=UTC' };
  const where = ['-h', hostname, '-p', port, '-U', username, '-d', pathname.slice(1)];
  const times: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const { stdout } = await promisify(execFile)(
      'psql',
      ['-X', '-q', ...where, '-c', '\\timing on', '-c', '\\o /dev/null', '-c', sql],
      { env, maxBuffer: OUTPUT_BYTES_MAX },
    );
    const ms = /Time: ([\d.]+) ms/.exec(stdout)?.[1];
    if (ms === undefined) throw new Error(`psql: ${stdout.slice(0, 500)}`);
    times.push(Number(ms));
  }
  return Math.min(...times);
}
