import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { EmbeddedPostgresError } from './error.js';
import { freePort } from './free-port.js';
import { waitForExit, isRunning } from './process-control.js';
import { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.js';

jest.setTimeout(60_000);

async function queryRows(connectionString: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A launcher in a process of its own: it starts the server, prints its address and waits to be killed. */
const BUILT = join(__dirname, '../dist/postgres.js');
const LAUNCHER = `
  const { startPostgres } = await import(process.argv[1]);
  const { pid, superuserUrl } = await startPostgres({ dir: process.argv[2], durable: false });
  console.log(JSON.stringify({ pid, url: superuserUrl() }));
  setInterval(() => undefined, 1_000);
`;

describe('the embedded PostgreSQL', () => {
  let dir: string;
  const started: RunningPostgres[] = [];

  const start = async (more: Partial<PostgresOptions> = {}): Promise<RunningPostgres> => {
    const server = await startPostgres({ dir, durable: false, ...more });
    started.push(server);
    return server;
  };
  const startError = async (more: Partial<PostgresOptions> = {}): Promise<EmbeddedPostgresError> => {
    const error = await start(more).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
    return error as EmbeddedPostgresError;
  };
  const inside = (...path: string[]): string => join(dir, 'postgres', ...path);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'autolog-embedded-'));
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  test('a first start creates a cluster of version 18 with checksums and scram, on 127.0.0.1 only, with its password file for the owner only', async () => {
    const server = await start({ durable: true });
    const [row] = await queryRows(
      server.superuserUrl(),
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('data_checksums') as checksums,
              current_setting('listen_addresses') as listens, current_setting('fsync') as fsync,
              (select string_agg(distinct auth_method, ' ') from pg_hba_file_rules) as methods`,
    );
    expect(row).toEqual({ version: 18, checksums: 'on', listens: '127.0.0.1', fsync: 'on', methods: 'scram-sha-256' });
    expect(statSync(inside('password')).mode & 0o777).toBe(0o600);
  });

  test('a second start keeps the data, the port and the password', async () => {
    const first = await start();
    const url = first.superuserUrl();
    await queryRows(url, 'create table note as select 7 as id');
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await start();
    expect(second.port).toBe(first.port);
    expect(second.superuserUrl()).toBe(url);
    expect(await queryRows(url, 'select id from note')).toEqual([{ id: 7 }]);
  });

  test('when the last port is in use, another one is chosen', async () => {
    const first = await start();
    await first.stop();
    const other = createServer().listen(first.port, '127.0.0.1');
    await once(other, 'listening');
    const second = await start();
    expect(second.port).not.toBe(first.port);
    other.close();
  });

  test('a server whose launcher was killed is taken over with its data', async () => {
    const launcher = spawn(process.execPath, ['--input-type=module', '--eval', LAUNCHER, BUILT, dir]);
    const [output] = (await once(launcher.stdout, 'data')) as [Buffer];
    const { pid, url } = JSON.parse(output.toString()) as { pid: number; url: string };
    await queryRows(url, 'create table note as select 7 as id');
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    expect(isRunning(pid)).toBe(true);

    const adopted = await start();
    expect(adopted.pid).toBe(pid);
    expect(await queryRows(adopted.superuserUrl(), 'select id from note')).toEqual([{ id: 7 }]);
  });

  test('a server that was killed starts again with its committed data', async () => {
    const server = await start({ durable: true });
    await queryRows(server.superuserUrl(), 'create table note as select 7 as id');
    process.kill(server.pid, 'SIGKILL');
    expect(await waitForExit(server.pid, 5_000)).toBe(true);
    const again = await start({ durable: true });
    expect(again.pid).not.toBe(server.pid);
    expect(await queryRows(again.superuserUrl(), 'select id from note')).toEqual([{ id: 7 }]);
  });

  test('another program with the process number of the pid file is not taken for the server', async () => {
    const server = await start();
    const lines = readFileSync(inside('cluster', 'postmaster.pid'), 'utf8').split('\n');
    await server.stop();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    writeFileSync(inside('cluster', 'postmaster.pid'), [String(other.pid), ...lines.slice(1)].join('\n'));
    const again = await start();
    expect(await queryRows(again.superuserUrl(), 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(isRunning(other.pid ?? 0)).toBe(true);
    other.kill();
  });

  test('the server is the leader of a process group of its own', async () => {
    const server = await start();
    const group = readFileSync(`/proc/${server.pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[2];
    expect(Number(group)).toBe(server.pid);
  });

  test('a damaged data directory is reported and nothing in it is deleted', async () => {
    await (await start()).stop();
    renameSync(inside('cluster', 'global', 'pg_control'), inside('cluster', 'global', 'pg_control.away'));
    const before = readdirSync(inside('cluster'), { recursive: true });
    expect(await startError()).toMatchObject({
      code: 'DIRECTORY_BROKEN',
      message: expect.stringContaining('global/pg_control is missing'),
    });
    expect(readdirSync(inside('cluster'), { recursive: true })).toEqual(before);

    writeFileSync(inside('cluster', 'global', 'pg_control'), Buffer.alloc(8_192, 7));
    expect(await startError()).toMatchObject({ message: expect.stringContaining(inside()) });

    renameSync(inside('cluster', 'global', 'pg_control.away'), inside('cluster', 'global', 'pg_control'));
    expect(await queryRows((await start()).superuserUrl(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a folder with other files is left unchanged', async () => {
    mkdirSync(inside());
    writeFileSync(inside('thesis.txt'), 'four years of work');
    expect(await startError()).toMatchObject({ code: 'DIRECTORY_FOREIGN' });
    expect(readdirSync(inside())).toEqual(['thesis.txt']);
  });

  test('a database of another version is left unchanged', async () => {
    await (await start()).stop();
    writeFileSync(inside('cluster', 'PG_VERSION'), '17\n');
    expect(await startError()).toMatchObject({
      code: 'VERSION_MISMATCH',
      message: expect.stringContaining('PostgreSQL 17'),
    });
    expect(existsSync(inside('cluster', 'global', 'pg_control'))).toBe(true);
  });

  test('a requested port in use is reported, and no database is left running', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    expect(await startError({ port })).toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)),
    });
    expect(existsSync(inside('cluster', 'postmaster.pid'))).toBe(false);
    other.close();
  });

  test('the unfinished cluster of a killed first start is removed, that of a running one is not', async () => {
    mkdirSync(join(dir, 'postgres.making-4194303', 'cluster'), { recursive: true });
    mkdirSync(join(dir, `postgres.making-${process.ppid}`));
    await start();
    expect(readdirSync(dir).sort()).toEqual(['postgres', `postgres.making-${process.ppid}`]);
  });
});
