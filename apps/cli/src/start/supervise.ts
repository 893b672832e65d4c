import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandFault, EXIT } from '../fault.js';
import { backOffMs, RESTARTS_MAX, STABLE_MS } from './back-off.js';
import { openChildLog } from './child-log.js';
import { forgetProcess, markOf, rememberProcess } from './previous-run.js';

const READY_MS_MAX = 60_000;
const LAST_WORDS_MS = 50;

/** One process of Autolog and how it is run. `graceMs`: how long it may take to stop before it is ended by force. */
export type ProcessPlan = Readonly<{
  /** Names its log and its number file: `server`, `simulator-2`, … */
  name: string;
  /** As it begins a sentence: "The server". */
  title: string;
  program: string;
  nodeFlags: readonly string[];
  environment: Readonly<Record<string, string>>;
  graceMs: number;
}>;

export type Surroundings = Readonly<{
  dataDir: string;
  say: (line: string) => void;
  /** Called once, when a process has failed too often to be started again. */
  giveUp: (fault: CommandFault) => void;
}>;

/** `ready` rejects with a CommandFault when the process does not get ready. */
export type Supervised = Readonly<{ ready: Promise<void>; stop: () => Promise<void> }>;

/**
 * Starts a process; once it was ready it is started again whenever it ends by itself.
 * It runs in a session of its own: Ctrl-C in the terminal reaches it only through `stop`.
 */
export function supervise(plan: ProcessPlan, around: Surroundings): Supervised {
  const supervisor = new Supervisor(plan, around);
  return { ready: supervisor.begin(), stop: () => supervisor.stop() };
}

/** `ended` says how: exit code, signal, or why it never ran. */
type Launched = Readonly<{ ready: Promise<boolean>; ended: Promise<string>; at: number }>;

class Supervisor {
  readonly #log;
  #child: ChildProcess | undefined;
  readonly #stopping = new AbortController();
  #failures = 0;

  constructor(
    private readonly plan: ProcessPlan,
    private readonly around: Surroundings,
  ) {
    this.#log = openChildLog(around.dataDir, plan.name);
  }

  /** The first start is not repeated: what is wrong with it will be wrong the next time too. */
  async begin(): Promise<void> {
    const first = this.#launch();
    if (await first.ready) void this.#watch(first);
    else throw await this.#fault(await first.ended);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), this.plan.graceMs);
    await ended;
    clearTimeout(force);
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  #launch(): Launched {
    const { name, nodeFlags, program, environment } = this.plan;
    const child = spawn(process.execPath, [...nodeFlags, program, markOf(this.around.dataDir)], {
      cwd: this.around.dataDir,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    this.#child = child;
    if (child.pid !== undefined) rememberProcess(this.around.dataDir, name, child.pid);
    let silent = false;
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('exit', (code, signal) => {
        forgetProcess(this.around.dataDir, name);
        if (silent) resolve(`not ready after ${READY_MS_MAX / 1000} s`);
        else resolve(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`);
      });
    });
    const late = setTimeout(() => {
      silent = true;
      child.kill('SIGKILL');
    }, READY_MS_MAX);
    const ready = new Promise<boolean>((resolve) => {
      const settle = (isReady: boolean): void => {
        clearTimeout(late);
        resolve(isReady);
      };
      for (const stream of [child.stdout, child.stderr]) this.#log.follow(stream, () => settle(true));
      void ended.then(() => settle(false));
    });
    return { ready, ended, at: performance.now() };
  }

  async #watch(first: Launched): Promise<void> {
    for (let current = first; ;) {
      const how = await current.ended;
      if (this.#isStopping()) return;
      this.#failures = performance.now() - current.at > STABLE_MS ? 1 : this.#failures + 1;
      if (this.#failures > RESTARTS_MAX) {
        this.around.giveUp(await this.#fault(how));
        return;
      }
      const pause = backOffMs(this.#failures);
      this.around.say(
        `${this.plan.title} stopped by itself (${how}); starting it again in ${pause / 1000} s (${this.#failures} of ${RESTARTS_MAX}).`,
      );
      await wait(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#isStopping()) return;
      current = this.#launch();
      void current.ready.then((isReady) => {
        if (isReady) this.around.say(`${this.plan.title} is back.`);
      });
    }
  }

  async #fault(how: string): Promise<CommandFault> {
    // What the process said last may still be on its way through the pipe.
    await wait(LAST_WORDS_MS);
    const why = this.#log.lastComplaints();
    return new CommandFault(
      EXIT.software,
      `${this.plan.title} cannot be kept running (${how})${why === undefined ? '' : `: ${why}`}. Its log is ${this.#log.file}.`,
    );
  }
}
