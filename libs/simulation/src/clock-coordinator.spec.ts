import { describe, expect, test } from '@jest/globals';
import type { ClockReply } from '@autolog/contract/session';
import { ClockCoordinator, type SiteClockClient } from './clock-coordinator.js';

const EPOCH_MS = Date.parse('2026-03-01T08:00:00.000Z');
const HOUR_MS = 3_600_000;

/** A site clock as the server keeps it, at 14,400 site seconds a second; `stops` are its own due times. */
class SiteClock {
  readonly runs: number[] = [];
  returns = 0;
  readonly #stops: readonly number[];
  #row = { siteEpochMs: EPOCH_MS, realEpochMs: performance.now(), stopMs: Infinity, rate: 1 };

  constructor(stops: readonly number[] = []) {
    this.#stops = stops;
  }

  /** In whole milliseconds, as the record has it. */
  get siteMs(): number {
    return Math.floor(this.#exactMs);
  }

  get #exactMs(): number {
    const { siteEpochMs, realEpochMs, stopMs, rate } = this.#row;
    return Math.min(stopMs, siteEpochMs + rate * (performance.now() - realEpochMs));
  }

  readonly client: SiteClockClient = {
    read: () => Promise.resolve(this.#reply()),
    runFastUntil: (untilMs) => {
      this.runs.push(untilMs);
      const siteEpochMs = this.#exactMs;
      const stopMs = Math.min(untilMs, ...this.#stops.filter((ms) => ms > siteEpochMs));
      this.#row = { siteEpochMs, realEpochMs: performance.now(), stopMs, rate: 14_400 };
      return Promise.resolve();
    },
    returnToRealTime: () => {
      this.returns += 1;
      this.#row = { siteEpochMs: this.#exactMs, realEpochMs: performance.now(), stopMs: Infinity, rate: 1 };
      return Promise.resolve();
    },
  };

  #reply(): ClockReply {
    const { siteEpochMs, realEpochMs, stopMs, rate } = this.#row;
    const untilNext = stopMs !== Infinity;
    const realUntilMs = untilNext ? realEpochMs + (stopMs - siteEpochMs) / rate : realEpochMs + 1e9;
    return { simulated: true, siteEpochMs, realEpochMs, realUntilMs, rate, realNowMs: performance.now(), untilNext };
  }
}

describe('one clock for all players', () => {
  test('who waits for about the same instant is woken at one stop, at the latest of those instants', async () => {
    const site = new SiteClock();
    const clock = new ClockCoordinator(site.client);
    await clock.readSiteTime();
    const seats = [clock.join(), clock.join(), clock.join()];
    await Promise.all(seats.map((seat, n) => seat.waitUntil(EPOCH_MS + HOUR_MS + n * 20_000)));
    expect(site.runs).toEqual([EPOCH_MS + HOUR_MS + 40_000]);
    expect(site.siteMs).toBe(EPOCH_MS + HOUR_MS + 40_000);
  });

  test('it runs to the instant a player waits for, and not a moment further', async () => {
    const site = new SiteClock();
    const clock = new ClockCoordinator(site.client);
    await clock.readSiteTime();
    const dueMs = EPOCH_MS + 18 * HOUR_MS;
    await clock.join().waitUntil(dueMs);
    expect(site.siteMs).toBe(dueMs);
    expect(clock.now()).toBe(dueMs);
    expect(site.runs).toEqual([dueMs]);
  });

  test('it does not run while a player works, and then to the earliest instant of all', async () => {
    const site = new SiteClock();
    const clock = new ClockCoordinator(site.client);
    await clock.readSiteTime();
    const [first, second] = [clock.join(), clock.join()];
    const woken: string[] = [];
    const long = second.waitUntil(EPOCH_MS + 3 * HOUR_MS).then(() => woken.push('second'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(site.runs).toEqual([]);
    await first.waitUntil(EPOCH_MS + HOUR_MS).then(() => woken.push('first'));
    expect(site.siteMs).toBe(EPOCH_MS + HOUR_MS);
    expect(woken).toEqual(['first']);
    first.leave();
    await long;
    expect(site.siteMs).toBe(EPOCH_MS + 3 * HOUR_MS);
    expect(woken).toEqual(['first', 'second']);
  });

  test('it goes on where the server stopped for a timer of its own', async () => {
    const site = new SiteClock([EPOCH_MS + HOUR_MS, EPOCH_MS + 2 * HOUR_MS]);
    const clock = new ClockCoordinator(site.client);
    await clock.join().waitUntil(EPOCH_MS + 5 * HOUR_MS);
    expect(site.siteMs).toBe(EPOCH_MS + 5 * HOUR_MS);
    expect(site.runs).toHaveLength(3);
  });

  test('an instant that has passed wakes at once, without the clock being touched', async () => {
    const site = new SiteClock();
    await new ClockCoordinator(site.client).join().waitUntil(EPOCH_MS - HOUR_MS);
    expect(site.runs).toEqual([]);
  });

  test('a clock that ran past the instant is brought back to real time before anybody works', async () => {
    const site = new SiteClock();
    const { client: door } = site;
    const knowsNoStop: SiteClockClient = {
      ...door,
      runFastUntil: (untilMs) => door.runFastUntil(untilMs + 100_000 * HOUR_MS),
    };
    await new ClockCoordinator(knowsNoStop).join().waitUntil(EPOCH_MS + HOUR_MS);
    expect(site.returns).toBe(1);
  });

  test('when the server is gone, everybody who rests is told', async () => {
    const site = new SiteClock();
    const gone: SiteClockClient = {
      ...site.client,
      runFastUntil: () => Promise.reject(new Error('the server is gone')),
    };
    const clock = new ClockCoordinator(gone);
    const seats = [clock.join(), clock.join()];
    const told = await Promise.allSettled(seats.map((seat) => seat.waitUntil(EPOCH_MS + HOUR_MS)));
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
