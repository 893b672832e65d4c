import { setTimeout as wait } from 'node:timers/promises';
import type { ClockReply } from '@autolog/contract/session';
import { siteMillisAt } from '@autolog/domain/site-clock';

/** What the coordinator needs of the site's clock; `clock-door.ts` asks the server. */
export type ClockDoor = Readonly<{
  read: () => Promise<ClockReply>;
  /** Sets the clock running fast, to stand still at `untilMs` or at an earlier due time. */
  run: (untilMs: number) => Promise<void>;
  /** Back to the pace of real time. */
  walk: () => Promise<void>;
}>;

/** A clock set to less than this by somebody else is set faster: nobody waits for days. */
const FAST_RATE_MIN = 1_440;

/** Looks at a running clock that do not come further before the site is said to stand still. */
const STILL_LOOKS_MAX = 100;
const LOOK_MS_MIN = 5;
const LOOK_MS_MAX = 250;

/** Who waits for the same part of the process, give or take this, acts side by side. Site milliseconds. */
const TOGETHER_MS = 60_000;

type Resting = Readonly<{ untilMs: number; wake: () => void; fail: (error: unknown) => void }>;

/** A player's place at the clock: while it is not resting, the clock runs in real time. */
export type Seat = Readonly<{
  /** Resolves once site time has come to `untilMs`, at most a minute later. */
  rest: (untilMs: number) => Promise<void>;
  leave: () => void;
}>;

/**
 * One clock for all players: it runs fast only while every player rests, and stops where the first of them wakes with
 * whoever waits for about the same instant. Site time never jumps, so no reading is ever left out.
 */
export class Clockwork {
  readonly #door: ClockDoor;
  readonly #seats = new Map<object, Resting | undefined>();
  #turning = false;
  #heard: Readonly<{ clock: ClockReply; atMs: number }> | undefined;

  constructor(door: ClockDoor) {
    this.#door = door;
  }

  /** Asks the server for site time, in milliseconds since 1970. */
  async look(): Promise<number> {
    const sentMs = performance.now();
    const clock = await this.#door.read();
    this.#heard = { clock, atMs: (sentMs + performance.now()) / 2 };
    return this.now();
  }

  /** Site time as last heard of and counted on from there. */
  now(): number {
    if (!this.#heard) throw new Error('site time was not asked for yet');
    const { clock, atMs } = this.#heard;
    return siteMillisAt(clock, clock.realNowMs + performance.now() - atMs);
  }

  get rate(): number {
    return this.#heard?.clock.rate ?? 1;
  }

  join(): Seat {
    const seat = {};
    this.#seats.set(seat, undefined);
    return {
      rest: (untilMs) =>
        new Promise((resolve, reject) => {
          const wake = (): void => {
            this.#seats.set(seat, undefined);
            resolve();
          };
          this.#seats.set(seat, { untilMs, wake, fail: reject });
          void this.#turn();
        }),
      leave: () => {
        this.#seats.delete(seat);
        void this.#turn();
      },
    };
  }

  /** When everybody rests, the earliest instant anybody waits for, or the latest of those close behind it. */
  #nextStop(): number | undefined {
    const waitedFor = [...this.#seats.values()].flatMap((seat) => (seat ? [seat.untilMs] : []));
    if (waitedFor.length === 0 || waitedFor.length < this.#seats.size) return undefined;
    const earliestMs = Math.min(...waitedFor);
    return Math.max(...waitedFor.filter((ms) => ms <= earliestMs + TOGETHER_MS));
  }

  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    try {
      for (let stopMs = this.#nextStop(); stopMs !== undefined; stopMs = this.#nextStop()) {
        const nowMs = await this.#runTo(stopMs);
        for (const seat of this.#seats.values()) if (seat && seat.untilMs <= nowMs) seat.wake();
      }
    } catch (error) {
      // Without a clock nobody goes on, so everybody is told.
      for (const seat of this.#seats.values()) seat?.fail(error);
    } finally {
      this.#turning = false;
    }
  }

  async #runTo(stopMs: number): Promise<number> {
    let reachedMs = -Infinity;
    let stillLooks = 0;
    for (;;) {
      const nowMs = await this.look();
      const clock = this.#heard?.clock;
      if (!clock) throw new Error('site time was not asked for yet');
      if (nowMs >= stopMs) {
        // A clock that knows of no such stop ran past it: the players are to work in real time.
        if (isRunningFast(clock)) await this.#door.walk();
        return nowMs;
      }
      stillLooks = nowMs > reachedMs ? 0 : stillLooks + 1;
      if (stillLooks > STILL_LOOKS_MAX) throw new Error('the site clock was set running and stands still');
      reachedMs = nowMs;
      if (isRunningFast(clock)) await wait(pauseMs(clock, nowMs, stopMs));
      else await this.#door.run(stopMs);
    }
  }
}

/** Still on its way; where its stretch has ended it stands, however fast it is said to be. */
const isRunningFast = ({ rate, untilNext, realNowMs, realUntilMs }: ClockReply): boolean =>
  (untilNext || rate >= FAST_RATE_MIN) && realNowMs < realUntilMs;

const pauseMs = ({ rate }: ClockReply, nowMs: number, stopMs: number): number =>
  Math.min(LOOK_MS_MAX, Math.max(LOOK_MS_MIN, (stopMs - nowMs) / rate));
