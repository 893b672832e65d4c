import { spawn } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries, invocation, PROGRAM_ENVIRONMENT } from './binaries.js';
import { type Cluster, clusterIn, lastErrorLine, openCluster, readPassword, SUPERUSER } from './cluster.js';
import { diskFullError, EmbeddedPostgresError, toEmbeddedPostgresError } from './error.js';
import { freePort, portState } from './free-port.js';
import { isRunning } from './process-control.js';
import { findPostmaster, stopPostmaster } from './postmaster.js';

const START_MS_MAX = 60_000;
const POLL_MS = 30;
const ATTEMPTS_MAX = 5;
const LOG_BYTES_MAX = 10 * 2 ** 20;
const CONNECT_MS_MAX = 2_000;
const CONNECTIONS_MAX = 200;

/** `port`: the last one or a free one where left out. `durable: false` is for temporary databases only. */
export type PostgresOptions = Readonly<{
  dir: string;
  port?: number;
  durable?: boolean;
  onProgress?: (text: string) => void;
}>;

export type RunningPostgres = Readonly<{
  port: number;
  pid: number;
  /** postgres://… of the superuser, for installation only; the default database is `postgres`. */
  superuserUrl: (database?: string) => string;
  stop: () => Promise<void>;
}>;

/**
 * Starts PostgreSQL 18 on `dir/postgres`, or takes over the server that a killed launcher left running. It listens on
 * 127.0.0.1 only and runs in a session of its own: Ctrl-C in the terminal reaches it through `stop` only.
 * Throws EmbeddedPostgresError with one sentence; nothing is ever deleted.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const cluster = clusterIn(resolve(options.dir));
  const durable = options.durable ?? true;
  const onProgress = options.onProgress ?? (() => undefined);
  const binaries = findBinaries();
  await openCluster(binaries, cluster, durable, onProgress);
  const adopted = await takeOver(cluster, options.port, onProgress);
  if (adopted) return adopted;
  onProgress('Starting the database …');
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(cluster, options.port);
    const started = await launch(binaries, cluster, port, durable);
    if (started.state === 'ready') {
      savePort(cluster, port);
      return runningPostgres(cluster, started.pid, port);
    }
    // Another program may take the port after our check, and server processes of a killed postmaster need a
    // moment to end.
    const isTransient = /could not bind|in use|lock file .* already exists/i.test(started.log);
    if (!isTransient || attempt === ATTEMPTS_MAX) throw errorFromLog(started.log, cluster, port);
    await wait(attempt * 500);
    const other = await takeOver(cluster, options.port, onProgress);
    if (other) return other;
  }
}

async function takeOver(
  cluster: Cluster,
  port: number | undefined,
  onProgress: (text: string) => void,
): Promise<RunningPostgres | undefined> {
  const found = findPostmaster(cluster.data);
  if (!found) return undefined;
  const wanted = port === undefined || port === found.port;
  if (wanted && (await waitUntilReady(cluster, found.pid, found.port))) {
    onProgress('Taking over the database that was still running …');
    return runningPostgres(cluster, found.pid, found.port);
  }
  onProgress('Stopping a database that was still running …');
  await stopPostmaster(found.pid);
  return undefined;
}

/** Waits until the superuser can connect; false when the server ends or does not answer in time. */
async function waitUntilReady(cluster: Cluster, pid: number, port: number): Promise<boolean> {
  for (const deadline = performance.now() + START_MS_MAX; performance.now() < deadline;) {
    await wait(POLL_MS);
    if (!isRunning(pid)) return false;
    const status = findPostmaster(cluster.data)?.status ?? '';
    if (status === 'stopping') return false;
    if (status === 'ready' && (await canConnect(url(cluster, port, 'postgres')))) return true;
  }
  return false;
}

async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS_MAX });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

const isFree = async (port: number): Promise<boolean> => (await portState(port, '127.0.0.1')) === 'free';

async function choosePort(cluster: Cluster, requested: number | undefined): Promise<number> {
  if (requested !== undefined) {
    if (await isFree(requested)) return requested;
    throw new EmbeddedPostgresError(
      'PORT_IN_USE',
      `Port ${requested} is in use by another program; choose another one for the database.`,
    );
  }
  const lastPort = existsSync(cluster.portFile) ? Number(readFileSync(cluster.portFile, 'utf8')) : 0;
  return lastPort > 0 && lastPort < 65_536 && (await isFree(lastPort)) ? lastPort : freePort();
}

function savePort(cluster: Cluster, port: number): void {
  writeFileSync(cluster.portFile, `${port}\n`);
}

type LaunchResult = Readonly<{ state: 'ready' | 'ended'; pid: number; log: string }>;

async function launch(binaries: string, cluster: Cluster, port: number, durable: boolean): Promise<LaunchResult> {
  const log = openLog(cluster);
  const from = fstatSync(log).size;
  const { file, args, ...as } = invocation(join(binaries, 'postgres'), [
    '-D',
    cluster.data,
    ...settings(port, durable),
  ]);
  const child = spawn(file, args, {
    ...as,
    detached: true,
    stdio: ['ignore', log, log],
    env: PROGRAM_ENVIRONMENT,
    cwd: '/',
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  const pid = child.pid ?? 0;
  const ready = pid > 0 && (await waitUntilReady(cluster, pid, port));
  if (!ready && pid > 0) await stopPostmaster(pid);
  return { state: ready ? 'ready' : 'ended', pid, log: readFileSync(cluster.log).subarray(from).toString('utf8') };
}

function openLog(cluster: Cluster): number {
  try {
    if (existsSync(cluster.log) && statSync(cluster.log).size > LOG_BYTES_MAX)
      renameSync(cluster.log, `${cluster.log}.1`);
    return openSync(cluster.log, 'a', 0o600);
  } catch (error) {
    throw toEmbeddedPostgresError(error, cluster.folder);
  }
}

function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(CONNECTIONS_MAX),
    shared_buffers: '128MB',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: '0',
        }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function errorFromLog(log: string, cluster: Cluster, port: number): EmbeddedPostgresError {
  if (/No space left|Disk quota/i.test(log)) return diskFullError(cluster.folder);
  if (/could not bind/i.test(log)) {
    return new EmbeddedPostgresError(
      'PORT_IN_USE',
      `Port ${port} is in use by another program; choose another one for the database.`,
    );
  }
  if (/incompatible with server|initialized (with|by)/i.test(log)) {
    return new EmbeddedPostgresError(
      'VERSION_MISMATCH',
      `The database in ${cluster.folder} was created by another PostgreSQL; start it with the Autolog that created it. Nothing was changed.`,
    );
  }
  if (/wrong ownership|Permission denied|invalid permissions/i.test(log)) {
    return new EmbeddedPostgresError(
      'DIRECTORY_NOT_WRITABLE',
      `The database in ${cluster.folder} belongs to another user of this machine; start Autolog as that user.`,
    );
  }
  const broken = /PANIC|could not open file|could not read|checkpoint record|invalid|corrupt/i.test(log);
  return new EmbeddedPostgresError(
    broken ? 'DIRECTORY_BROKEN' : 'DID_NOT_START',
    `The database in ${cluster.folder} ${broken ? 'is damaged' : 'did not start'}: ${lastErrorLine(log) || 'it gave no reason'} (see ${cluster.log}). Nothing was deleted.`,
  );
}

const url = (cluster: Cluster, port: number, database: string): string =>
  `postgres://${SUPERUSER}:${encodeURIComponent(readPassword(cluster))}@127.0.0.1:${port}/${encodeURIComponent(database)}`;

const runningPostgres = (cluster: Cluster, pid: number, port: number): RunningPostgres => ({
  pid,
  port,
  superuserUrl: (database = 'postgres') => url(cluster, port, database),
  stop: () => stopPostmaster(pid),
});
