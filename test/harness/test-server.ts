import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import pg from 'pg';
import type { Profile } from '@autolog/domain/site/event';
import type { Role } from '@autolog/domain/role';
import { createUser } from '@autolog/store/create-user';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { cloneDatabase, sharedTestServer, type TestDatabase } from '@autolog/store/testing/test-database';
import { migrate } from '@autolog/store/migrate';
import { checkRepliesOf } from './reply-check.ts';
import { TestClient } from './test-client.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'apps/server/dist/main.js');
const START_MS_MAX = 60_000;
/** For `jest.setTimeout` in suites that start a server. */
export const SERVER_TEST_MS_MAX = 90_000;
const STOP_MS_MAX = 20_000;
const SOFTWARE = 'test';
const LINES_SHOWN = 12;
/** Cheap, so that tests are fast; what hashing a password costs is not tested here. */
const CHEAP = { memoryCost: 64, timeCost: 1, parallelism: 1 } as const;
const PASSWORD = 'een-wachtwoord-voor-de-proef';

export type ServerOptions = Readonly<{
  profile?: Profile;
  environment?: Readonly<Record<string, string>>;
  /** An empty database on another server. The shared test server is not durable, and too fast for measurements. */
  database?: TestDatabase;
}>;

/** One real server process with a database of its own, and no other process of the product. */
export class TestServer {
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(
    readonly dir: string,
    readonly database: TestDatabase,
    readonly port: number,
    readonly internalPort: number,
    private readonly profile: Profile,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start({ profile = 'demo', environment = {}, ...options }: ServerOptions = {}): Promise<TestServer> {
    const dir = mkdtempSync(join(tmpdir(), 'autolog-server-'));
    const database = options.database ?? (await cloneDatabase('server', () => Promise.resolve()));
    const founding = { profile, name: 'Test site', zone: 'Europe/Amsterdam', dataDir: join(dir, 'data') };
    await migrate(database.ownerUrl, { ...founding, software: SOFTWARE });
    const ports = [await freePort(), await freePort()] as const;
    const server = new TestServer(dir, database, ...ports, profile, environment);
    await server.start();
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  get internalAddress(): string {
    return `http://127.0.0.1:${String(this.internalPort)}`;
  }

  /** Everything this process logged. */
  get output(): string {
    return this.#output;
  }

  /** Starts a second process of the same installation: same database, keys and witness file, other ports. */
  async startSecondProcess(environment: Readonly<Record<string, string>> = this.environment): Promise<TestServer> {
    const ports = [await freePort(), await freePort()] as const;
    const other = new TestServer(this.dir, this.database, ...ports, this.profile, environment);
    await other.start();
    return other;
  }

  async start(environment: Readonly<Record<string, string>> = this.environment): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: this.database.runtimeUrl,
        PORT: String(this.port),
        AUTOLOG_PROFILE: this.profile,
        AUTOLOG_INTERNAL_PORT: String(this.internalPort),
        AUTOLOG_DATA_DIR: join(this.dir, 'data'),
        AUTOLOG_WITNESS_FILE: join(this.dir, 'witness.txt'),
        ...environment,
      },
    });
    this.#child = child;
    const from = this.#output.length;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        this.#output += text;
      });
    }
    const until = performance.now() + START_MS_MAX;
    while (!this.#output.slice(from).includes('"msg":"ready"')) {
      if (child.exitCode !== null) throw new Error(`the server ended while starting:\n${lastLines(this.#output)}`);
      if (performance.now() > until) throw new Error(`the server did not start:\n${lastLines(this.#output)}`);
      await wait(20);
    }
    await checkRepliesOf(this.address, this.internalAddress);
  }

  /** Stops the process as a supervisor does (SIGTERM) or kills it (SIGKILL). */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
    await ended;
    clearTimeout(late);
  }

  /** Stops the process and removes its database and folder. */
  async remove(): Promise<void> {
    await this.stop();
    await this.database.drop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Registers a person with these roles directly in the database, and signs them in. */
  async registerAndSignIn(userName: string, ...roles: readonly Role[]): Promise<TestClient> {
    const made = await createUser(
      this.database.runtimeUrl,
      { userName, name: `${userName} of the test`, roles, credentialHash: await hash(PASSWORD, CHEAP) },
      SOFTWARE,
    );
    if (!made) throw new Error(`${userName} exists already`);
    return TestClient.signIn(this.address, { userName, password: PASSWORD });
  }

  /** Events of the log whose stream begins so, oldest first. */
  async events(stream: string): Promise<readonly Readonly<{ type: string; actor: string; payload: object }>[]> {
    const noun = `${stream}%`;
    return this.query('select type, actor, payload from event where stream like $1 order by txid, stream, seq', [noun]);
  }

  /** Ends every connection to its database, as a restart of PostgreSQL would. */
  async cutConnections(): Promise<void> {
    const superuser = new pg.Client({ connectionString: (await sharedTestServer()).superuserUrl() });
    await superuser.connect();
    try {
      await superuser.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        this.database.database,
      ]);
    } finally {
      await superuser.end();
    }
  }

  async query<Row extends pg.QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql, [...parameters])).rows;
    } finally {
      await client.end();
    }
  }
}

const lastLines = (output: string): string => output.split('\n').slice(-LINES_SHOWN).join('\n');
