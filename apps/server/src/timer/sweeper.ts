import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { TimerStore } from '@autolog/store/timer';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config-token.js';
import { TimerService } from './timer.service.js';

const SWEEP_MS = 500;

/** The guarantee behind every timer: PostgreSQL says what is due, and needs no queue for it. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(TimerStore) private readonly timers: TimerStore,
    @Inject(TimerService) private readonly service: TimerService,
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
      for (const due of await this.timers.due()) await this.service.fireOrLog(due);
    } catch (error) {
      this.logger.warn({ err: error, msg: 'the sweep failed; the next one comes in half a second' });
    }
  }
}
