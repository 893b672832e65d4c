import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { dueTimers } from '@autolog/store/timers';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';
import { Records } from '../record/records.js';
import { TimerService } from './timer.service.js';

const SWEEP_MS = 500;

/** The guarantee behind every timer: PostgreSQL is asked what is due, and needs no queue for it. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Records) private readonly records: Records,
    @Inject(TimerService) private readonly timers: TimerService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.worker || !this.config.sweeper) return;
    this.#timer = setInterval(() => {
      this.#running ??= this.#sweep().finally(() => {
        this.#running = undefined;
      });
    }, SWEEP_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #sweep(): Promise<void> {
    try {
      for (const due of await dueTimers(this.records.database)) await this.timers.fireOrLog(due);
    } catch (error) {
      this.logger.warn({ err: error, msg: 'the sweep failed; the next one comes in half a second' });
    }
  }
}
