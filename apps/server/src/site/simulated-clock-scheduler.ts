import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { ClockService } from './clock.service.js';

/** A lease lasts five seconds: four may be missed before simulated time stands still. */
const LEASE_RENEWAL_MS = 1_000;
/** At the end of a fast stretch the clock stands still until it is set to 1: for whoever waits, not for long. */
const FAST_FORWARD_CHECK_MS = 100;

/** Keeps a simulated clock running while a server lives. Under the real clock it does nothing at all. */
@Injectable()
export class SimulatedClockScheduler implements OnApplicationBootstrap, OnApplicationShutdown {
  #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #failing = false;

  constructor(
    @Inject(ClockService) private readonly clock: ClockService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.clock.simulated) return;
    await this.clock.renewLease();
    this.#every(LEASE_RENEWAL_MS, () => this.clock.renewLease());
    this.#every(FAST_FORWARD_CHECK_MS, () => this.clock.endFastForward());
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#running);
  }

  #every(ms: number, work: () => Promise<unknown>): void {
    let busy = false;
    const runOnce = async (): Promise<void> => {
      try {
        await work();
        this.#failing = false;
      } catch (error) {
        // Said once: a database that is away is away for many turns.
        if (!this.#failing)
          this.logger.warn({ err: error, msg: 'the simulated clock stands still: it could not be extended' });
        this.#failing = true;
      }
    };
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      const running = runOnce().finally(() => {
        busy = false;
        this.#running.delete(running);
      });
      this.#running.add(running);
    }, ms);
    this.#timers.push(timer);
  }
}
