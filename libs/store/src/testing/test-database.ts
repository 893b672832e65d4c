import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { isRunning } from '@autolog/embedded-postgres/process-control';
import { type RunningPostgres, startPostgres } from '@autolog/embedded-postgres/postgres';
import { type DatabaseUrls, grantDatabase, withLockedConnection, prepareCluster, urlsOf } from '../prepare-cluster.js';

const LOCK_MS_MAX = 120_000;
const POLL_MS = 50;
const CLONE_ATTEMPTS_MAX = 20;
/** Not the installation's lock: preparing a template takes that one too. */
const TEMPLATE_LOCK = 7_151_102;

export type TestDatabase = DatabaseUrls & Readonly<{ database: string; drop: () => Promise<void> }>;

let sharedServer: Promise<RunningPostgres> | undefined;

/**
 * The one temporary server of this Jest run: the first suite starts it, the others connect. A small watcher stops it
 * and removes its folder when Jest itself has ended, by whatever cause, so no test has to.
 */
export const sharedTestServer = (): Promise<RunningPostgres> => (sharedServer ??= start());

/**
 * A database of one's own, cloned from a template that is prepared (migrated) once a run; about 0.3 s.
 * @param template name of the template, [a-z0-9_]; the same name must mean the same preparation
 * @param prepare is given the owner's address of the empty template database
 */
export async function cloneDatabase(
  template: string,
  prepare: (ownerUrl: string) => Promise<void>,
): Promise<TestDatabase> {
  const server = await sharedTestServer();
  const source = `template_${template}`;
  const once = async (client: pg.Client): Promise<void> => {
    if (!(await exists(client, source))) await makeTemplate(server, client, source, prepare);
  };
  await withLockedConnection(server.superuserUrl(), once, TEMPLATE_LOCK);
  const database = `${template}_${randomBytes(6).toString('hex')}`;
  await cloneTemplate(server, source, database);
  return {
    ...urlsOf(server.superuserUrl(), database),
    database,
    drop: () =>
      withServerConnection(server, (client) =>
        client.query(`drop database if exists ${pg.escapeIdentifier(database)} with (force)`),
      ),
  };
}

const exists = async (client: pg.Client, database: string): Promise<boolean> =>
  (await client.query('select from pg_database where datname = $1', [database])).rowCount === 1;

// Made aside and renamed: a suite that fails while preparing leaves no half template for the next one.
async function makeTemplate(
  server: RunningPostgres,
  client: pg.Client,
  source: string,
  prepare: (ownerUrl: string) => Promise<void>,
): Promise<void> {
  const unfinished = `${source}_making`;
  await client.query(`drop database if exists ${pg.escapeIdentifier(unfinished)} with (force)`);
  const { ownerUrl } = await prepareCluster(server.superuserUrl(), unfinished);
  await prepare(ownerUrl);
  await client.query(`alter database ${pg.escapeIdentifier(unfinished)} allow_connections false`);
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [unfinished],
  );
  await retryWhileTemplateInUse(() =>
    client.query(`alter database ${pg.escapeIdentifier(unfinished)} rename to ${pg.escapeIdentifier(source)}`),
  );
}

async function cloneTemplate(server: RunningPostgres, source: string, database: string): Promise<void> {
  await withServerConnection(server, async (client) => {
    await retryWhileTemplateInUse(() =>
      client.query(
        `create database ${pg.escapeIdentifier(database)} template ${pg.escapeIdentifier(source)} owner autolog_owner`,
      ),
    );
    await grantDatabase(client, database);
  });
}

async function withServerConnection(
  server: RunningPostgres,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** 55006: somebody still looks at the template; it passes. */
async function retryWhileTemplateInUse(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const passing = error instanceof pg.DatabaseError && error.code === '55006';
      if (!passing || attempt === CLONE_ATTEMPTS_MAX) throw error;
      await wait(attempt * POLL_MS);
    }
  }
}

async function start(): Promise<RunningPostgres> {
  const run = jestProcess();
  const dir = join(tmpdir(), `autolog-test-${run}`);
  mkdirSync(dir, { recursive: true });
  return withFileLock(join(dir, 'lock'), async () => {
    const server = await startPostgres({ dir, durable: false });
    startWatcher(dir, run, server.pid);
    return server;
  });
}

// Jest's workers are children of the process that ends last; in band there is that process only.
const jestProcess = (): number => (/processChild\.js$/.test(process.argv[1] ?? '') ? process.ppid : process.pid);

async function withFileLock<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  for (const deadline = performance.now() + LOCK_MS_MAX; !tryTakeLock(lock);) {
    await wait(POLL_MS);
    if (performance.now() > deadline) throw new Error(`${lock} was not let go`);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryTakeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    return false;
  }
}

/** A shell of a megabyte outlives Jest by a second; it is told everything by argument. */
const WATCHER_SCRIPT =
  'while kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -INT "$2" 2>/dev/null; sleep 2; rm -rf "$3"';

function startWatcher(dir: string, run: number, postmaster: number): void {
  const note = join(dir, 'watcher');
  if (existsSync(note) && isRunning(Number(readFileSync(note, 'utf8')))) return;
  const watcher = spawn('sh', ['-c', WATCHER_SCRIPT, 'autolog-test-watcher', String(run), String(postmaster), dir], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  });
  watcher.unref();
  writeFileSync(note, String(watcher.pid));
}
