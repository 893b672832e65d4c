import { readFileSync } from 'node:fs';
import { updateClockSync, siteNow, type SiteClockReply, type ClockSync } from '@autolog/domain/site/clock-sync';

const POLL_MS = 1_000;
const POLL_TIMEOUT_MS = 3_000;
const FIRST_POLL_RETRY_MS = 200;

/**
 * The site's clock as the server tells it, asked for once a second. Until the server was reached once, site time is
 * this machine's own; afterwards it goes on by the last row heard, which stands still when the server is away.
 */
export class SiteClockPoller {
  readonly #url: string | undefined;
  readonly #tokenFile: string | undefined;
  #sync: ClockSync | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(serverUrl: string | undefined, tokenFile: string | undefined) {
    this.#url = serverUrl === undefined ? undefined : `${serverUrl}/api/site/clock`;
    this.#tokenFile = tokenFile;
  }

  /** Whether the server's clock is known. */
  get isKnown(): boolean {
    return this.#sync !== undefined;
  }

  get rate(): number {
    return this.#sync?.clock.rate ?? 1;
  }

  /** Site time now, in milliseconds since 1970. */
  now(): number {
    return this.#sync === undefined ? Date.now() : siteNow(this.#sync, Date.now());
  }

  /** Begins polling; the first answer is awaited for at most `waitMs`. */
  async start(waitMs: number): Promise<void> {
    if (this.#url === undefined) return;
    const deadline = Date.now() + waitMs;
    while (!(await this.#poll()) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, FIRST_POLL_RETRY_MS));
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
  }

  /** Asks the server now, instead of at the next second. */
  async pollNow(): Promise<void> {
    await this.#poll();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #poll(): Promise<boolean> {
    if (this.#url === undefined) return false;
    try {
      const token = this.#tokenFile === undefined ? '' : readFileSync(this.#tokenFile, 'utf8').trim();
      const sentMs = Date.now();
      const reply = await fetch(this.#url, {
        headers: token === '' ? {} : { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(POLL_TIMEOUT_MS),
      });
      if (!reply.ok) return false;
      const answer = (await reply.json()) as SiteClockReply;
      this.#sync = updateClockSync(this.#sync, answer, sentMs, Date.now());
      return true;
    } catch {
      // A server that is away is no fault of the device's: it measures on, and asks again in a second.
      return false;
    }
  }
}
