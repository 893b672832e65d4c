import { setTimeout as wait } from 'node:timers/promises';
import type { ClockReply } from '@autolog/contract/session';
import { siteMillisAt } from '@autolog/domain/site/site-clock';

/** What the coordinator needs of the site's clock; `clock-door.ts` asks the server. */
export type SiteClockClient = Readonly<{
  read: () => Promise<ClockReply>;
  /** Sets the clock running fast, to stand still at `untilMs` or at an earlier due time. */
  runFastUntil: (untilMs: number) => Promise<void>;
  /** Back to the pace of real time. */
  returnToRealTime: () => Promise<void>;
}>;

/** A clock set to less than this by somebody else is set faster: nobody waits for days. */
const FAST_RATE_MIN = 1_440;

/** Looks at a running clock that do not come further before the site is said to stand still. */
const STALLED_READS_MAX = 100;
const POLL_MS_MIN = 5;
const POLL_MS_MAX = 250;

/** Who waits for the same part of the process, give or take this, acts side by side. Site milliseconds. */
const SAME_MOMENT_MS = 60_000;

type WaitingActor = Readonly<{ untilMs: number; wake: () => void; fail: (error: unknown) => void }>;

/** A player's place at the clock: while it is not resting, the clock runs in real time. */
export type ClockActor = Readonly<{
  /** Resolves once site time has come to `untilMs`, at most a minute later. */
  waitUntil: (untilMs: number) => Promise<void>;
  leave: () => void;
}>;

/**
 * One clock for all players: it runs fast only while every player rests, and stops where the first of them wakes with
 * whoever waits for about the same instant. Site time never jumps, so no reading is ever left out.
 */
export class ClockCoordinator {
  readonly #client: SiteClockClient;
  readonly #actors = new Map<object, WaitingActor | undefined>();
  #isAdvancing = false;
  #lastReading: Readonly<{ clock: ClockReply; atMs: number }> | undefined;

  constructor(client: SiteClockClient) {
    this.#client = client;
  }

  /** Asks the server for site time, in milliseconds since 1970. */
  async readSiteTime(): Promise<number> {
    const sentMs = performance.now();
    const clock = await this.#client.read();
    this.#lastReading = { clock, atMs: (sentMs + performance.now()) / 2 };
    return this.now();
  }

  /** Site time as last heard of and counted on from there. */
  now(): number {
    if (!this.#lastReading) throw new Error('site time was not asked for yet');
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

  /** When everybody rests, the earliest instant anybody waits for, or the latest of those close behind it. */
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
      // Without a clock nobody goes on, so everybody is told.
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
      if (!clock) throw new Error('site time was not asked for yet');
      if (nowMs >= stopMs) {
        // A clock that knows of no such stop ran past it: the players are to work in real time.
        if (isRunningFast(clock)) await this.#client.returnToRealTime();
        return nowMs;
      }
      stalledReads = nowMs > reachedMs ? 0 : stalledReads + 1;
      if (stalledReads > STALLED_READS_MAX) throw new Error('the site clock was set running and stands still');
      reachedMs = nowMs;
      if (isRunningFast(clock)) await wait(pauseMs(clock, nowMs, stopMs));
      else await this.#client.runFastUntil(stopMs);
    }
  }
}

/** Still on its way; where its stretch has ended it stands, however fast it is said to be. */
const isRunningFast = ({ rate, untilNext, realNowMs, realUntilMs }: ClockReply): boolean =>
  (untilNext || rate >= FAST_RATE_MIN) && realNowMs < realUntilMs;

const pauseMs = ({ rate }: ClockReply, nowMs: number, stopMs: number): number =>
  Math.min(POLL_MS_MAX, Math.max(POLL_MS_MIN, (stopMs - nowMs) / rate));
