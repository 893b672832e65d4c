import { readFileSync } from 'node:fs';
import type { ClockReply } from '@autolog/contract/session';
import { updateClockSync, siteNow, siteUncertaintyMs, type ClockSync } from '@autolog/domain/site/clock-sync';

const POLL_MS = 1_000;
const POLL_TIMEOUT_MS = 3_000;
/**
 * A rate is remembered so long after it ended: the first reading after a fast stretch, up to ten seconds later, ends an
 * interval that began while time ran fast; and device and adapter learn of a new rate up to two polls apart.
 */
const RATE_KEPT_MS = 15_000;
/** Device and adapter hear of a new rate up to two polls apart. */
const RELIABLE_AFTER_MS = 3_000;
/** Site time that got this much further than real time between two polls ran fast meanwhile. */
const LEAP_MS = 2_000;
/** Fast stretches remembered: more than a day of them, at one each two minutes. */
const STRETCHES_MAX = 1_000;
/** How old the clock on disk may be: by so much a simulated clock stands too early after a restart without a server. */
const KEEP_EVERY_MS = 10_000;

/** A stretch of site time, in milliseconds. */
type SiteTimeRange = Readonly<{ fromMs: number; toMs: number }>;
type KnownClock = Readonly<{ sync: ClockSync; simulated: boolean }>;

/**
 * The site's clock as the server tells it. Kept over a restart, so that readings can be taken while the server is away:
 * a simulated clock then stands still by its own row, and a real one is this machine's.
 */
export class SiteTime {
  readonly #serverUrl: string;
  readonly #tokenFile: string;
  readonly #keep: (known: string) => void;
  #known: KnownClock | undefined;
  #fastUntilMs = 0;
  #fastStretches: readonly SiteTimeRange[] = [];
  #keepAgainMs = 0;
  #lastAnswerMs = 0;
  #newRowAtMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    serverUrl: string;
    tokenFile: string;
    kept: string | undefined;
    keep: (text: string) => void;
  }) {
    this.#serverUrl = options.serverUrl;
    this.#tokenFile = options.tokenFile;
    this.#keep = options.keep;
    this.#known = options.kept === undefined ? undefined : (JSON.parse(options.kept) as KnownClock);
  }

  get isSimulated(): boolean {
    return this.#known?.simulated ?? false;
  }

  get rate(): number {
    return this.isSimulated ? (this.#known?.sync.clock.rate ?? 1) : 1;
  }

  /** Whether simulated time runs fast, or did until a moment ago. */
  get isFast(): boolean {
    return this.rate > 1 || Date.now() < this.#fastUntilMs;
  }

  /**
   * Whether time ran fast anywhere between two moments of site time. Unlike `fast` it does not depend on when a reading
   * of that time gets here, which may be long after.
   */
  ranFastWithin(fromMs: number, toMs: number): boolean {
    const last = this.#fastStretches.findLast((stretch) => stretch.fromMs <= toMs);
    return last !== undefined && fromMs <= last.toMs;
  }

  /** How far our site time may be from the server's, in milliseconds. */
  get uncertaintyMs(): number {
    return this.#known === undefined ? 0 : siteUncertaintyMs(this.#known.sync);
  }

  /**
   * Whether site time is known well enough to judge another clock by it: the server answers, and its row has been the
   * same for long enough that everybody has heard of it.
   */
  isSettled(): boolean {
    return Date.now() < this.#lastAnswerMs + 2 * POLL_MS && Date.now() > this.#newRowAtMs + RELIABLE_AFTER_MS;
  }

  /** Whether the server has told the time since a moment of our own clock. */
  hasHeardSince(ownMs: number): boolean {
    return this.#lastAnswerMs > ownMs;
  }

  /** Asks anew: true when the row still is what it was, so that what was measured by it holds. */
  async isUnchanged(): Promise<boolean> {
    const before = this.#newRowAtMs;
    return (await this.#poll()) && this.#newRowAtMs === before && this.isSettled();
  }

  /** Site time now, in milliseconds since 1970. */
  now(): number {
    if (this.#known === undefined) return Date.now();
    const { sync, simulated } = this.#known;
    return Math.floor(simulated ? siteNow(sync, Date.now()) : Date.now() + sync.offsetMs);
  }

  /** Resolves when the clock is known: at once when it was kept, else with the server's first answer. */
  async start(): Promise<void> {
    while (!(await this.#poll()) && this.#known === undefined) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.#timer = setInterval(() => void this.#poll(), POLL_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #poll(): Promise<boolean> {
    try {
      const token = readFileSync(this.#tokenFile, 'utf8').trim();
      const sentMs = Date.now();
      const reply = await fetch(`${this.#serverUrl}/api/site/clock`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(POLL_TIMEOUT_MS),
      });
      if (!reply.ok) return false;
      const answer = (await reply.json()) as ClockReply;
      this.#update({
        sync: updateClockSync(this.#known?.sync, answer, sentMs, Date.now()),
        simulated: answer.simulated,
      });
      return true;
    } catch {
      // The server is away: the last row goes on to hold, and the next second asks again.
      return false;
    }
  }

  #update(known: KnownClock): void {
    const nowMs = Date.now();
    const before = this.#known?.sync;
    const { clock } = known.sync;
    if (before && known.simulated && (before.clock.rate > 1 || clock.rate > 1 || this.#hasLeapt(known, nowMs))) {
      this.#fastUntilMs = nowMs + RATE_KEPT_MS;
      this.#addFastStretch(siteNow(before, this.#lastAnswerMs), siteNow(known.sync, nowMs));
    }
    this.#lastAnswerMs = nowMs;
    if (before?.clock.realEpochMs !== clock.realEpochMs || before.clock.rate !== clock.rate) this.#newRowAtMs = nowMs;
    this.#known = known;
    if (nowMs < this.#keepAgainMs) return;
    this.#keepAgainMs = nowMs + KEEP_EVERY_MS;
    this.#keep(JSON.stringify(known));
  }

  #addFastStretch(fromMs: number, toMs: number): void {
    const last = this.#fastStretches.at(-1);
    const goesOn = last !== undefined && fromMs <= last.toMs;
    const before = goesOn ? this.#fastStretches.slice(0, -1) : this.#fastStretches.slice(-STRETCHES_MAX);
    this.#fastStretches = [...before, { fromMs: goesOn ? last.fromMs : fromMs, toMs }];
  }

  /** A short fast stretch may begin and end between two polls; where site time is now betrays it. */
  #hasLeapt({ sync }: KnownClock, nowMs: number): boolean {
    if (this.#known === undefined) return false;
    const passedMs = siteNow(sync, nowMs) - siteNow(this.#known.sync, this.#lastAnswerMs);
    return passedMs > nowMs - this.#lastAnswerMs + LEAP_MS;
  }
}
