import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import { ClockService } from './clock.service.js';

/** A lease lasts five seconds: four may be missed before simulated time stands still. */
const LEASE_RENEWAL_MS = 1_000;
/** At the end of a fast-forward the clock stands still until it is set to 1; people wait for it. */
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
        // Logged once: a database that cannot be reached fails at many turns.
        if (!this.#failing)
          this.logger.warn({
            err: error,
            msg: 'the lease of the simulated clock could not be renewed: it stands still',
          });
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
