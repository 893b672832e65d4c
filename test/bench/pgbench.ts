import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const SEQ_NEAR = 8;
const OUTPUT_BYTES_MAX = 10_000_000;

type SqlValue = string | number | boolean | Buffer | null | undefined | readonly SqlValue[];
export type SqlStatement = Readonly<{ text: string; values: readonly SqlValue[] }>;
type Query = (this: unknown, ...given: readonly unknown[]) => unknown;

/** Every statement any client of this process sends to PostgreSQL while `work` runs, in order. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly SqlStatement[]> {
  const statements: SqlStatement[] = [];
  const client = pg.Client.prototype as unknown as { query: Query };
  const before = client.query;
  client.query = function (this: unknown, ...given: readonly unknown[]): unknown {
    const [text, values] = given;
    if (typeof text === 'string')
      statements.push({ text, values: Array.isArray(values) ? (values as SqlValue[]) : [] });
    return before.call(this, ...given);
  };
  try {
    await work();
  } finally {
    client.query = before;
  }
  return statements;
}

/** The stream whose command was recorded, and where its head stood. */
export type RecordedCommand = Readonly<{
  batch: string;
  command: string;
  head: number;
  statements: readonly SqlStatement[];
}>;

/**
 * A recorded command as a script of pgbench on another batch: the same statements, with the head read where the command
 * reads it, and a command id of its own each time.
 */
export function scriptFor(batch: string, { batch: from, command, head, statements }: RecordedCommand): string {
  const lines = ['\\set one random(0, 999999999999)'];
  let isHeadRead = false;
  const literal = (value: SqlValue): string => {
    if (value === null || value === undefined) return 'null';
    if (isList(value)) return `array[${value.map(literal).join(', ')}]`;
    if (Buffer.isBuffer(value)) return quoted(`\\x${value.toString('hex')}`);
    if (typeof value === 'number' && Math.abs(value - head) <= SEQ_NEAR) {
      if (!isHeadRead) throw new Error('a statement uses the head before it was read');
      return `(:seq + ${String(value - head)})`;
    }
    if (value === command) return `('00000000-0000-4000-8000-' || lpad(:one::text, 12, '0'))::uuid`;
    return quoted(String(value).replaceAll(from, batch));
  };
  for (const { text, values } of statements) {
    const plain = text.replace(/'([^']*)'/g, (whole, literal: string) =>
      literal.includes(':') ? quoted(literal) : whole,
    );
    const sql = plain.replace(/\$(\d+)/g, (_, n: string) => literal(values[Number(n) - 1])).trim();
    const readsHead: boolean = !isHeadRead && /^select stream, seq from stream/.test(sql);
    isHeadRead ||= readsHead;
    lines.push(readsHead ? `${sql} \\gset` : `${sql};`);
  }
  return `${lines.join('\n')}\n`;
}

const isList = (value: SqlValue): value is readonly SqlValue[] => Array.isArray(value);

/** As an E-string: a colon would make a variable of what follows it. */
const quoted = (text: string): string =>
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a').replaceAll('\n', '\\n')}'`;

/** Transactions a second of these scripts, one drawn at random each time. Debian's pgbench, extended protocol as ours. */
export async function pgbench(
  url: string,
  scripts: readonly string[],
  clients: number,
  seconds: number,
): Promise<number> {
  const { output } = await runPgbench(url, scripts, { clients, seconds });
  const tps = /^tps = ([\d.]+)/m.exec(output)?.[1];
  if (tps === undefined) throw new Error(`pgbench: ${output.slice(0, 1_000)}`);
  return Number(tps);
}

/**
 * Milliseconds each transaction took. With `perSecond` they are due at random moments (Poisson arrivals) and the time
 * counts from the moment a transaction was due, whatever was running then: an open loop, as our own figures are.
 */
export async function pgbenchLatencies(
  url: string,
  scripts: readonly string[],
  options: PgbenchOptions,
): Promise<readonly number[]> {
  const { output, latencies } = await runPgbench(url, scripts, { ...options, isLogged: true });
  const skipped = /number of transactions skipped: ([1-9]\d*)/.exec(output)?.[1];
  if (skipped !== undefined) throw new Error(`pgbench skipped ${skipped} transactions`);
  return latencies;
}

type PgbenchOptions = Readonly<{ clients: number; seconds: number; perSecond?: number }>;

async function runPgbench(
  url: string,
  scripts: readonly string[],
  { clients, seconds, perSecond, isLogged = false }: PgbenchOptions & Readonly<{ isLogged?: boolean }>,
): Promise<Readonly<{ output: string; latencies: readonly number[] }>> {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-pgbench-'));
  try {
    const files = scripts.map((script, n) => {
      const file = join(dir, `${String(n)}.sql`);
      writeFileSync(file, script);
      return ['-f', file];
    });
    const { protocol, username, password, hostname, port, pathname } = new URL(url);
    if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw new Error(`not a database: ${protocol}`);
    const env = { ...process.env, PGPASSWORD: decodeURIComponent(password), PGOPTIONS: '-c TimeZone=UTC' };
    const where = ['-h', hostname, '-p', port, '-U', username];
    const how = [
      '-n',
      '-M',
      'extended',
      '-c',
      String(clients),
      '-j',
      String(Math.min(2, clients)),
      '-T',
      String(seconds),
    ];
    if (perSecond !== undefined) how.push('-R', String(perSecond));
    if (isLogged) how.push('-l', '--log-prefix', join(dir, 'log'));
    const { stdout } = await promisify(execFile)('pgbench', [...where, ...how, ...files.flat(), pathname.slice(1)], {
      env,
      maxBuffer: OUTPUT_BYTES_MAX,
    });
    if (/number of failed transactions: [1-9]/.test(stdout)) throw new Error(`pgbench: ${stdout.slice(0, 1_000)}`);
    return { output: stdout, latencies: isLogged ? loggedLatencies(dir) : [] };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Third column of each line of pgbench's log: microseconds since the transaction began or, with a rate, was due. */
function loggedLatencies(dir: string): readonly number[] {
  const lines = readdirSync(dir)
    .filter((name) => name.startsWith('log'))
    .flatMap((name) => readFileSync(join(dir, name), 'utf8').trim().split('\n'));
  return lines.filter((line) => line !== '').map((line) => Number(line.split(' ')[2]) / 1_000);
}
