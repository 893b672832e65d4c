import { setTimeout as pause } from 'node:timers/promises';
import { refusal } from '@autolog/domain/refusal';
import { RefusalError } from '../http/refusal-error.js';

/** How long an export waits for another one before it is refused. */
const WAIT_MS_MAX = 20_000;
const WAIT_POLL_MS = 100;
const WAITING_MAX = 8;

/** One export at a time in this process: a bundle of twelve days takes a core and a connection for many seconds. */
export class ExportTurns {
  #isBusy = false;
  #waiting = 0;

  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#waitForTurn();
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }

  async #waitForTurn(): Promise<void> {
    const until = performance.now() + WAIT_MS_MAX;
    if (this.#isBusy && this.#waiting >= WAITING_MAX) throw new RefusalError(refusal('EXPORT_BUSY'));
    this.#waiting += 1;
    try {
      while (this.#isBusy) {
        if (performance.now() > until) throw new RefusalError(refusal('EXPORT_BUSY'));
        await pause(WAIT_POLL_MS);
      }
      // Set without another await after the check: no second export can get in between.
      this.#isBusy = true;
    } finally {
      this.#waiting -= 1;
    }
  }
}
