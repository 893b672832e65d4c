import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { siteNow, updateClockSync, type ClockSync, type SiteClockReply } from '@autolog/domain/site/clock-sync';

export const POLL_MS = 1_000;
const POLL_TIMEOUT_MS = 3_000;
const FIRST_POLL_RETRY_MS = 200;

/** One answer of the server: what was known before, what is known now, and when it came by our own clock. */
export type ClockAnswer = Readonly<{
  previous: ClockSync | undefined;
  sync: ClockSync;
  /** Whether the site runs on simulated time. */
  simulated: boolean;
  receivedMs: number;
}>;

type PollerOptions = Readonly<{
  /** Without it, nothing is polled and site time is this machine's own. */
  serverUrl?: string | undefined;
  /** Read again for each poll: the token may come later or be replaced. */
  tokenFile?: string | undefined;
  /** What was known of the clock before this process started. */
  known?: ClockSync | undefined;
  onAnswer?: (answer: ClockAnswer) => void;
}>;

/**
 * The site clock, polled from the server once a second. Until the first answer site time is this machine's own. While
 * the server does not answer, site time is computed from the last answer.
 */
export class SiteClockPoller {
  readonly #url: string | undefined;
  readonly #tokenFile: string | undefined;
  readonly #onAnswer: (answer: ClockAnswer) => void;
  #sync: ClockSync | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor({ serverUrl, tokenFile, known, onAnswer }: PollerOptions) {
    this.#url = serverUrl === undefined ? undefined : `${serverUrl}/api/site/clock`;
    this.#tokenFile = tokenFile;
    this.#sync = known;
    this.#onAnswer = onAnswer ?? (() => undefined);
  }

  /** Whether the server's clock is known. */
  get isKnown(): boolean {
    return this.#sync !== undefined;
  }

  get sync(): ClockSync | undefined {
    return this.#sync;
  }

  get rate(): number {
    return this.#sync?.clock.rate ?? 1;
  }

  /** Site time now, in whole milliseconds since 1970. */
  now(): number {
    return this.#sync === undefined ? Date.now() : Math.floor(siteNow(this.#sync, Date.now()));
  }

  /** Starts polling; waits at most `waitMs` for the first answer. */
  async start(waitMs: number): Promise<void> {
    if (this.#url === undefined) return;
    const deadline = Date.now() + waitMs;
    while (!(await this.pollNow()) && !this.#stopped && Date.now() < deadline) await delay(FIRST_POLL_RETRY_MS);
    if (!this.#stopped) this.#timer = setInterval(() => void this.pollNow(), POLL_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Polls now, instead of at the next second; returns whether the server answered. */
  async pollNow(): Promise<boolean> {
    if (this.#url === undefined) return false;
    try {
      const token = this.#tokenFile === undefined ? '' : readFileSync(this.#tokenFile, 'utf8').trim();
      const sentMs = Date.now();
      const reply = await fetch(this.#url, {
        headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(POLL_TIMEOUT_MS),
      });
      if (!reply.ok) return false;
      this.#update((await reply.json()) as SiteClockReply & { simulated?: boolean }, sentMs);
      return true;
    } catch {
      // No answer: the last one stays valid, and the next poll asks again.
      return false;
    }
  }

  #update(answer: SiteClockReply & { simulated?: boolean }, sentMs: number): void {
    const receivedMs = Date.now();
    const previous = this.#sync;
    this.#sync = updateClockSync(previous, answer, sentMs, receivedMs);
    this.#onAnswer({ previous, sync: this.#sync, simulated: answer.simulated ?? false, receivedMs });
  }
}
