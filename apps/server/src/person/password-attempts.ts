import { Injectable } from '@nestjs/common';

const FREE_ATTEMPTS = 5;
const WAIT_MS = 1_000;
const WAIT_MS_MAX = 60_000;
const KEYS_MAX = 10_000;

type Failures = { count: number; nextAt: number };

/**
 * Slows guessing down per place, never per person alone: whoever guesses at Jansen's name from elsewhere must not lock
 * Jansen out at a terminal (S10).
 */
@Injectable()
export class PasswordAttempts {
  readonly #failures = new Map<string, Failures>();
  readonly #pending = new Map<string, Promise<unknown>>();

  /** One guess after another: many sent at the same instant would all find that nothing had failed yet. */
  async oneAtATime<Outcome>(address: string, userName: string, guess: () => Promise<Outcome>): Promise<Outcome> {
    const key = keyOf(address, userName);
    const turn = (this.#pending.get(key) ?? Promise.resolve()).then(guess, guess);
    this.#pending.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#pending.get(key) === turn) this.#pending.delete(key);
    }
  }

  /** Seconds to wait, or 0. */
  secondsToWait(address: string, userName: string, nowMs: number): number {
    const failures = this.#failures.get(keyOf(address, userName));
    if (!failures || failures.count < FREE_ATTEMPTS) return 0;
    return Math.max(0, Math.ceil((failures.nextAt - nowMs) / 1_000));
  }

  recordFailure(address: string, userName: string, nowMs: number): void {
    const key = keyOf(address, userName);
    const count = (this.#failures.get(key)?.count ?? 0) + 1;
    const wait = Math.min(WAIT_MS_MAX, WAIT_MS * 2 ** Math.max(0, count - FREE_ATTEMPTS));
    this.#failures.delete(key);
    this.#failures.set(key, { count, nextAt: nowMs + wait });
    if (this.#failures.size <= KEYS_MAX) return;
    const oldest = this.#failures.keys().next();
    if (!oldest.done) this.#failures.delete(oldest.value);
  }

  recordSuccess(address: string, userName: string): void {
    this.#failures.delete(keyOf(address, userName));
  }
}

const keyOf = (address: string, userName: string): string => `${address} ${userName.toLowerCase()}`;
