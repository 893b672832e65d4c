import { setTimeout as wait } from 'node:timers/promises';
import type { ClockReply } from '@autolog/contract/site';
import { siteMillisAt } from '@autolog/domain/site/site-clock';

/** What the coordinator needs of the site's clock; `site-clock-client.ts` implements it over HTTP. */
export type SiteClockClient = Readonly<{
  read: () => Promise<ClockReply>;
  /** Lets the clock run fast until `untilMs` or an earlier due time, where it stops. */
  runFastUntil: (untilMs: number) => Promise<void>;
  /** Sets the clock to the rate of real time. */
  returnToRealTime: () => Promise<void>;
}>;

/** A clock that runs slower than this is set faster: somebody else may have set it. */
const FAST_RATE_MIN = 1_440;

/** How many reads without progress are an error. */
const STALLED_READS_MAX = 100;
const POLL_MS_MIN = 5;
const POLL_MS_MAX = 250;

/** Actors that wait for instants this close together are woken at one stop. Site milliseconds. */
const SAME_MOMENT_MS = 60_000;

type WaitingActor = Readonly<{ untilMs: number; wake: () => void; fail: (error: unknown) => void }>;

/** One of the actors that share the clock: while it does not wait, the clock runs in real time. */
export type ClockActor = Readonly<{
  /** Resolves once site time has reached `untilMs`, at most a minute later. */
  waitUntil: (untilMs: number) => Promise<void>;
  leave: () => void;
}>;

/**
 * One clock for all actors. It runs fast only while every actor waits, and stops at the earliest instant that one of
 * them waits for. Site time never jumps, so no reading is left out.
 */
export class ClockCoordinator {
  readonly #client: SiteClockClient;
  readonly #actors = new Map<object, WaitingActor | undefined>();
  #isAdvancing = false;
  #lastReading: Readonly<{ clock: ClockReply; atMs: number }> | undefined;

  constructor(client: SiteClockClient) {
    this.#client = client;
  }

  /** Reads site time from the server, in milliseconds since 1970. */
  async readSiteTime(): Promise<number> {
    const sentMs = performance.now();
    const clock = await this.#client.read();
    this.#lastReading = { clock, atMs: (sentMs + performance.now()) / 2 };
    return this.now();
  }

  /** Site time, counted on from the last read. */
  now(): number {
    if (!this.#lastReading) throw new Error('site time was not read yet');
    const { clock, atMs } = this.#lastReading;
    return siteMillisAt(clock, clock.realNowMs + performance.now() - atMs);
  }

  get rate(): number {
    return this.#lastReading?.clock.rate ?? 1;
  }

  join(): ClockActor {
    const actor = {};
    this.#actors.set(actor, undefined);
    return {
      waitUntil: (untilMs) =>
        new Promise((resolve, reject) => {
          const wake = (): void => {
            this.#actors.set(actor, undefined);
            resolve();
          };
          this.#actors.set(actor, { untilMs, wake, fail: reject });
          void this.#advance();
        }),
      leave: () => {
        this.#actors.delete(actor);
        void this.#advance();
      },
    };
  }

  /** While every actor waits: the earliest instant that one waits for, or the latest of those close to it. */
  #nextStop(): number | undefined {
    const awaitedMs = [...this.#actors.values()].flatMap((actor) => (actor ? [actor.untilMs] : []));
    if (awaitedMs.length === 0 || awaitedMs.length < this.#actors.size) return undefined;
    const earliestMs = Math.min(...awaitedMs);
    return Math.max(...awaitedMs.filter((ms) => ms <= earliestMs + SAME_MOMENT_MS));
  }

  async #advance(): Promise<void> {
    if (this.#isAdvancing) return;
    this.#isAdvancing = true;
    try {
      for (let stopMs = this.#nextStop(); stopMs !== undefined; stopMs = this.#nextStop()) {
        const nowMs = await this.#advanceTo(stopMs);
        for (const actor of this.#actors.values()) if (actor && actor.untilMs <= nowMs) actor.wake();
      }
    } catch (error) {
      // Without a clock no actor can go on.
      for (const actor of this.#actors.values()) actor?.fail(error);
    } finally {
      this.#isAdvancing = false;
    }
  }

  async #advanceTo(stopMs: number): Promise<number> {
    let reachedMs = -Infinity;
    let stalledReads = 0;
    for (;;) {
      const nowMs = await this.readSiteTime();
      const clock = this.#lastReading?.clock;
      if (!clock) throw new Error('site time was not read yet');
      if (nowMs >= stopMs) {
        // Somebody else set the clock and it ran past the stop: actors work in real time.
        if (isRunningFast(clock)) await this.#client.returnToRealTime();
        return nowMs;
      }
      stalledReads = nowMs > reachedMs ? 0 : stalledReads + 1;
      if (stalledReads > STALLED_READS_MAX) throw new Error('the site clock was set to run fast and does not advance');
      reachedMs = nowMs;
      if (isRunningFast(clock)) await wait(pauseMs(clock, nowMs, stopMs));
      else await this.#client.runFastUntil(stopMs);
    }
  }
}

/** Whether the clock still runs fast: after `realUntilMs` it stands still, whatever its rate. */
const isRunningFast = ({ rate, untilNext, realNowMs, realUntilMs }: ClockReply): boolean =>
  (untilNext || rate >= FAST_RATE_MIN) && realNowMs < realUntilMs;

const pauseMs = ({ rate }: ClockReply, nowMs: number, stopMs: number): number =>
  Math.min(POLL_MS_MAX, Math.max(POLL_MS_MIN, (stopMs - nowMs) / rate));
