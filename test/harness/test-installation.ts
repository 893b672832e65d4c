import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@autolog/embedded-postgres/free-port';
import { TestClient, type Credentials } from './test-client.ts';
import { LAUNCHER } from './launcher.ts';
import { processIdsOf } from './processes.ts';

const START_MS_MAX = 120_000;
const STOP_MS_MAX = 20_000;
const AGAIN_MS = 50;

/** As the start command chose them: `internal`, `simulator-1`, `simulator-1-control`, … */
type Ports = Readonly<Record<string, number>>;

/** The whole product as `npm start` runs it, in a folder of its own. Tests reach it by HTTP, as people do. */
export class TestInstallation {
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(
    readonly dir: string,
    readonly port: number,
    readonly environment: Readonly<Record<string, string>>,
    private readonly commandPrefix: readonly string[],
    private readonly startOptions: readonly string[],
  ) {}

  /**
   * @param around words before the start command, such as what gives `dir` a disk of its own
   * @param words after it; a story begins on an empty site, or each would wait for the days before today
   */
  static async start(
    environment: Readonly<Record<string, string>> = {},
    dir = mkdtempSync(join(tmpdir(), 'autolog-story-')),
    around: readonly string[] = [],
    words: readonly string[] = ['--empty'],
  ): Promise<TestInstallation> {
    const product = new TestInstallation(dir, await freePort(), environment, around, words);
    await product.start();
    return product;
  }

  get address(): string {
    return `http://localhost:${String(this.port)}`;
  }

  get dataDir(): string {
    return join(this.dir, 'data');
  }

  /** Everything the start command printed so far. */
  get output(): string {
    return this.#output;
  }

  get ports(): Ports {
    return JSON.parse(readFileSync(join(this.dataDir, 'ports.json'), 'utf8')) as Ports;
  }

  /** Starts it and waits until it says `word`; by default its address, which is the last it says. */
  async start(word = this.address): Promise<void> {
    const place = ['--data', this.dataDir, '--port', String(this.port)];
    const command = [process.execPath, LAUNCHER, 'start', ...this.startOptions, ...place];
    const child = spawn('env', [...this.commandPrefix, ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.environment },
      detached: true,
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        this.#output += text;
      });
    }
    const from = this.#output.length;
    const until = performance.now() + START_MS_MAX;
    while (!this.#output.slice(from).includes(word)) {
      if (child.exitCode !== null) throw new Error(`the product ended while starting:\n${this.#output}`);
      if (performance.now() > until) throw new Error(`the product did not start:\n${this.#output}`);
      await wait(50);
    }
  }

  /** Ctrl-C, once or more often: the whole group is told, as a terminal does. Answers the exit code. */
  async stop(times = 1): Promise<number | null> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null) return child?.exitCode ?? null;
    const group = -child.pid;
    const ended = once(child, 'exit');
    for (let n = 0; n < times; n += 1) {
      process.kill(group, 'SIGINT');
      await wait(AGAIN_MS);
    }
    const late = setTimeout(() => process.kill(group, 'SIGKILL'), STOP_MS_MAX);
    await ended;
    clearTimeout(late);
    return child.exitCode;
  }

  /** A power cut: every process of this folder is killed at once, also the database. */
  async killAll(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    const ended = once(child, 'exit');
    // No process has the time to start another one again.
    for (let pids = processIdsOf(this.dir); pids.length > 0; pids = processIdsOf(this.dir)) {
      for (const pid of pids) kill(pid);
      await wait(AGAIN_MS);
    }
    await ended;
  }

  /** Processes of this start by what they are, as the start command notes them. */
  pidOf(name: string): number {
    const pid = Number(readFileSync(join(this.dataDir, 'run', `${name}.pid`), 'utf8').trim());
    if (!Number.isInteger(pid) || pid <= 0) throw new Error(`no process ${name}`);
    return pid;
  }

  signIn(who: Credentials, at: 'terminal' | 'desk' = 'desk'): Promise<TestClient> {
    return TestClient.signIn(this.address, who, at);
  }

  /** Tells the simulator of the first device, or of another, what to do. */
  async controlSimulator<Reply>(path: string, body?: object, device = 1): Promise<Reply> {
    const port = this.ports[`simulator-${String(device)}-control`];
    const response = await fetch(`http://127.0.0.1:${String(port)}${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Reply;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone already
  }
};
