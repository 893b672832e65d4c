import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@autolog/embedded-postgres/free-port';

const START_MS_MAX = 10_000;
const POLL_MS = 20;
/** What Autolog requires of a Redis: it evicts nothing by itself. */
const SAFE = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];

/** A real Redis of one's own, to be flushed and killed. */
export class TestRedis {
  #child: ChildProcess | undefined;
  #dir = '';

  private constructor(readonly port: number) {}

  static async start(options: readonly string[] = SAFE): Promise<TestRedis> {
    const redis = new TestRedis(await freePort());
    await redis.startEmpty(options);
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** Starts on the same port with nothing in it. */
  async startEmpty(options: readonly string[] = SAFE): Promise<void> {
    this.#dir = mkdtempSync(join(tmpdir(), 'autolog-redis-'));
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#dir, '--save', ''];
    const child = spawn('redis-server', [...place, ...options], { stdio: 'ignore' });
    this.#child = child;
    const until = performance.now() + START_MS_MAX;
    while ((await this.command('PING').catch(() => '')) !== '+PONG') {
      if (child.exitCode !== null || performance.now() > until) throw new Error('redis-server did not start');
      await wait(POLL_MS);
    }
  }

  /** One command in Redis' own words; answers the first line. */
  async command(command: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      socket.write(`${command}\r\n`);
      const [bytes] = (await once(socket, 'data')) as [Buffer];
      return bytes.toString().split('\r\n', 1)[0] ?? '';
    } finally {
      socket.destroy();
    }
  }

  /** Kills it and forgets its file: a Redis that lost everything. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
