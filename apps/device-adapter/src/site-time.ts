import { siteNow, siteUncertaintyMs, type ClockSync } from '@autolog/domain/site/clock-sync';
import { POLL_MS, SiteClockPoller, type ClockAnswer } from '@autolog/opcua/site-clock-poller';

/**
 * Time still counts as fast for this long after the rate went back to real time. The first reading after a fast stretch
 * comes up to ten seconds later and ends an interval that began in it; device and adapter learn of a new rate up to two
 * polls apart.
 */
const RATE_KEPT_MS = 15_000;
/** Device and adapter learn of a new rate up to two polls apart. */
const RELIABLE_AFTER_MS = 3_000;
/** Between two polls, site time that advanced this much more than real time ran fast. */
const LEAP_MS = 2_000;
/** How many fast stretches are kept: more than a day of them, at one every two minutes. */
const STRETCHES_MAX = 1_000;
/** How often the clock is saved. After a restart without a server, a simulated clock is behind by at most this. */
const SAVE_EVERY_MS = 10_000;

/** A stretch of site time, in milliseconds. */
type SiteTimeRange = Readonly<{ fromMs: number; toMs: number }>;
/** As it is saved in the spool; its fields do not change. */
type KnownClock = Readonly<{ sync: ClockSync; simulated: boolean }>;

/**
 * The site clock as the server tells it. It is saved, so that readings can be taken after a restart without a server: a
 * simulated clock then continues from the saved answer, a real one is this machine's plus the saved difference.
 */
export class SiteTime {
  readonly #poller: SiteClockPoller;
  readonly #save: (text: string) => void;
  #isSimulated: boolean;
  #fastUntilMs = 0;
  #fastStretches: readonly SiteTimeRange[] = [];
  #nextSaveMs = 0;
  #lastAnswerMs = 0;
  #clockChangedAtMs = 0;

  constructor(options: {
    serverUrl: string;
    tokenFile: string;
    /** What `save` was given by an earlier process. */
    saved: string | undefined;
    save: (text: string) => void;
  }) {
    const saved = options.saved === undefined ? undefined : (JSON.parse(options.saved) as KnownClock);
    this.#isSimulated = saved?.simulated ?? false;
    this.#save = options.save;
    this.#poller = new SiteClockPoller({
      serverUrl: options.serverUrl,
      tokenFile: options.tokenFile,
      known: saved?.sync,
      onAnswer: (answer) => {
        this.#update(answer);
      },
    });
  }

  get isSimulated(): boolean {
    return this.#isSimulated;
  }

  get rate(): number {
    return this.#isSimulated ? this.#poller.rate : 1;
  }

  /** Whether simulated time runs fast, or did until a moment ago. */
  get isFast(): boolean {
    return this.rate > 1 || Date.now() < this.#fastUntilMs;
  }

  /**
   * Whether time ran fast anywhere between two moments of site time. Unlike `isFast` this does not depend on when a
   * reading of that time arrives, which may be long after.
   */
  ranFastWithin(fromMs: number, toMs: number): boolean {
    const last = this.#fastStretches.findLast((stretch) => stretch.fromMs <= toMs);
    return last !== undefined && fromMs <= last.toMs;
  }

  /** How far our site time may be from the server's, in milliseconds. */
  get uncertaintyMs(): number {
    const { sync } = this.#poller;
    return sync === undefined ? 0 : siteUncertaintyMs(sync);
  }

  /**
   * Whether another clock can be compared with site time: the server answers, and its clock has not been changed for
   * long enough that the device has learnt of the last change too.
   */
  isReliable(): boolean {
    return Date.now() < this.#lastAnswerMs + 2 * POLL_MS && Date.now() > this.#clockChangedAtMs + RELIABLE_AFTER_MS;
  }

  /** Whether the server has told the time since a moment of our own clock. */
  hasHeardSince(ownMs: number): boolean {
    return this.#lastAnswerMs > ownMs;
  }

  /** Asks the server whether its clock is still unchanged, so that what was measured against it holds. */
  async isStillUnchanged(): Promise<boolean> {
    const before = this.#clockChangedAtMs;
    return (await this.#poller.pollNow()) && this.#clockChangedAtMs === before && this.isReliable();
  }

  /** Site time now, in whole milliseconds since 1970. */
  now(): number {
    const { sync } = this.#poller;
    return this.#isSimulated || sync === undefined ? this.#poller.now() : Math.floor(Date.now() + sync.offsetMs);
  }

  /** Resolves when the clock is known: after one poll where it was saved, else with the server's first answer. */
  start(): Promise<void> {
    return this.#poller.start(this.#poller.isKnown ? 0 : Infinity);
  }

  stop(): void {
    this.#poller.stop();
  }

  #update({ previous, sync, simulated, receivedMs }: ClockAnswer): void {
    const { clock } = sync;
    if (
      previous &&
      simulated &&
      (previous.clock.rate > 1 || clock.rate > 1 || this.#hasLeapt(previous, sync, receivedMs))
    ) {
      this.#fastUntilMs = receivedMs + RATE_KEPT_MS;
      this.#addFastStretch(siteNow(previous, this.#lastAnswerMs), siteNow(sync, receivedMs));
    }
    this.#isSimulated = simulated;
    this.#lastAnswerMs = receivedMs;
    if (previous?.clock.realEpochMs !== clock.realEpochMs || previous.clock.rate !== clock.rate) {
      this.#clockChangedAtMs = receivedMs;
    }
    if (receivedMs < this.#nextSaveMs) return;
    this.#nextSaveMs = receivedMs + SAVE_EVERY_MS;
    const known: KnownClock = { sync, simulated };
    this.#save(JSON.stringify(known));
  }

  #addFastStretch(fromMs: number, toMs: number): void {
    const last = this.#fastStretches.at(-1);
    const continues = last !== undefined && fromMs <= last.toMs;
    const before = continues ? this.#fastStretches.slice(0, -1) : this.#fastStretches.slice(-STRETCHES_MAX);
    this.#fastStretches = [...before, { fromMs: continues ? last.fromMs : fromMs, toMs }];
  }

  /** A short fast stretch may begin and end between two polls; it shows in how far site time has advanced. */
  #hasLeapt(previous: ClockSync, sync: ClockSync, receivedMs: number): boolean {
    const passedMs = siteNow(sync, receivedMs) - siteNow(previous, this.#lastAnswerMs);
    return passedMs > receivedMs - this.#lastAnswerMs + LEAP_MS;
  }
}
