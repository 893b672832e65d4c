import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { CommandError, EXIT } from '../errors/command-error.js';
import { backOffMs, RESTARTS_MAX, STABLE_MS } from './back-off.js';
import { openChildLog } from './child-log.js';
import { removePidFile, dataFolderArgument, writePidFile } from './leftover-processes.js';

const READY_MS_MAX = 60_000;
const OUTPUT_FLUSH_MS = 50;

/** One process of Autolog and how it is run. `graceMs`: how long it may take to stop before it is killed. */
export type ProcessPlan = Readonly<{
  /** The name of its log file and its pid file: `server`, `simulator-2`, … */
  name: string;
  /** At the beginning of a sentence: "The server". */
  title: string;
  program: string;
  nodeFlags: readonly string[];
  environment: Readonly<Record<string, string>>;
  graceMs: number;
}>;

export type SupervisionOptions = Readonly<{
  dataDir: string;
  report: (line: string) => void;
  /** Called once, when a process has failed too often to be started again. */
  giveUp: (error: CommandError) => void;
}>;

/** `ready` rejects with a CommandError when the process does not get ready. */
export type SupervisedProcess = Readonly<{ ready: Promise<void>; stop: () => Promise<void> }>;

/**
 * Starts a process. Once it was ready, it is started again whenever it ends by itself. It runs in a session of its own:
 * Ctrl-C in the terminal reaches it through `stop` only.
 */
export function supervise(plan: ProcessPlan, options: SupervisionOptions): SupervisedProcess {
  const supervisor = new Supervisor(plan, options);
  return { ready: supervisor.start(), stop: () => supervisor.stop() };
}

/** `ended` resolves with the exit code, the signal, or why the process never ran. */
type LaunchedProcess = Readonly<{ ready: Promise<boolean>; ended: Promise<string>; at: number }>;

class Supervisor {
  readonly #log;
  #child: ChildProcess | undefined;
  readonly #stopping = new AbortController();
  #failures = 0;

  constructor(
    private readonly plan: ProcessPlan,
    private readonly options: SupervisionOptions,
  ) {
    this.#log = openChildLog(options.dataDir, plan.name);
  }

  /** The first start is not repeated: its error would come again. */
  async start(): Promise<void> {
    const first = this.#launch();
    if (await first.ready) void this.#watch(first);
    else throw await this.#failure(await first.ended);
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

  #launch(): LaunchedProcess {
    const { name, nodeFlags, program, environment } = this.plan;
    const child = spawn(process.execPath, [...nodeFlags, program, dataFolderArgument(this.options.dataDir)], {
      cwd: this.options.dataDir,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    this.#child = child;
    if (child.pid !== undefined) writePidFile(this.options.dataDir, name, child.pid);
    let timedOut = false;
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => {
        resolve(error.message);
      });
      child.once('exit', (code, signal) => {
        removePidFile(this.options.dataDir, name);
        if (timedOut) resolve(`not ready after ${READY_MS_MAX / 1000} s`);
        else resolve(signal === null ? `exit code ${code ?? 0}` : `signal ${signal}`);
      });
    });
    const readyTimeout = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, READY_MS_MAX);
    const ready = new Promise<boolean>((resolve) => {
      const finish = (isReady: boolean): void => {
        clearTimeout(readyTimeout);
        resolve(isReady);
      };
      for (const stream of [child.stdout, child.stderr]) this.#log.follow(stream, () => finish(true));
      void ended.then(() => finish(false));
    });
    return { ready, ended, at: performance.now() };
  }

  async #watch(first: LaunchedProcess): Promise<void> {
    for (let current = first; ;) {
      const ending = await current.ended;
      if (this.#isStopping()) return;
      this.#failures = performance.now() - current.at > STABLE_MS ? 1 : this.#failures + 1;
      if (this.#failures > RESTARTS_MAX) {
        this.options.giveUp(await this.#failure(ending));
        return;
      }
      const pause = backOffMs(this.#failures);
      this.options.report(
        `${this.plan.title} stopped by itself (${ending}); starting it again in ${pause / 1000} s (${this.#failures} of ${RESTARTS_MAX}).`,
      );
      await wait(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#isStopping()) return;
      current = this.#launch();
      void current.ready.then((isReady) => {
        if (isReady) this.options.report(`${this.plan.title} is back.`);
      });
    }
  }

  async #failure(ending: string): Promise<CommandError> {
    // The last output of the process may still be in the pipe.
    await wait(OUTPUT_FLUSH_MS);
    const why = this.#log.lastErrors();
    return new CommandError(
      EXIT.software,
      `${this.plan.title} cannot be kept running (${ending})${why === undefined ? '' : `: ${why}`}. Its log is ${this.#log.file}.`,
    );
  }
}
