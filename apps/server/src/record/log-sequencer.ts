import { setTimeout as pause } from 'node:timers/promises';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { APPENDED_CHANNEL } from '@autolog/store/log';
import { LogSequence } from '@autolog/store/log-sequence';
import { DatabaseNotifications } from './database-notifications.js';

const SWEEP_MS = 1_000;
/** An older transaction that is still open holds newer events back for a moment: look again soon. */
const RETRY_MS = 20;
/** Under load, events that are appended meanwhile are sequenced together: one run costs much the same for ten. */
const RUN_INTERVAL_MS = 50;
const FAILURE_PAUSE_MS = 1_000;

/** Gives every event its place in the log: at once when one was appended, and by a sweep each second. */
@Injectable()
export class LogSequencer implements OnApplicationBootstrap {
  #running: Promise<void> | undefined;
  #runAgain = false;
  #isStopped = false;
  #sweep: NodeJS.Timeout | undefined;

  constructor(
    @Inject(LogSequence) private readonly sequence: LogSequence,
    @Inject(DatabaseNotifications) private readonly notifications: DatabaseNotifications,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.notifications.on(APPENDED_CHANNEL, () => this.#wake());
    this.#sweep = setInterval(() => this.#wake(), SWEEP_MS);
    this.#wake();
  }

  /** Ends with the run that is under way. Called by the checkpoint signer, which signs the last checkpoint after it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#sweep);
    await this.#running;
  }

  #wake(): void {
    if (this.#isStopped) return;
    this.#runAgain = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    while (this.#runAgain && !this.#isStopped) {
      this.#runAgain = false;
      try {
        const { leaves, waiting } = await this.sequence.extend();
        await pause(leaves > 0 || !waiting ? RUN_INTERVAL_MS : RETRY_MS);
        if (waiting) this.#runAgain = true;
      } catch (error) {
        this.logger.warn({ err: error, msg: 'sequencing the log failed; retrying' });
        await pause(FAILURE_PAUSE_MS);
        this.#runAgain = true;
      }
    }
  }
}
