import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { ClockReply } from '@autolog/contract/site';
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

describe('one clock for all actors', () => {
  test('actors that wait for instants within a minute are woken at one stop, at the latest of them', async () => {
    const site = new SiteClock();
    const clock = new ClockCoordinator(site.client);
    await clock.readSiteTime();
    const actors = [clock.join(), clock.join(), clock.join()];
    await Promise.all(actors.map((actor, n) => actor.waitUntil(EPOCH_MS + HOUR_MS + n * 20_000)));
    expect(site.runs).toEqual([EPOCH_MS + HOUR_MS + 40_000]);
    expect(site.siteMs).toBe(EPOCH_MS + HOUR_MS + 40_000);
  });

  test('it runs to the instant an actor waits for, and not further', async () => {
    const site = new SiteClock();
    const clock = new ClockCoordinator(site.client);
    await clock.readSiteTime();
    const dueMs = EPOCH_MS + 18 * HOUR_MS;
    await clock.join().waitUntil(dueMs);
    expect(site.siteMs).toBe(dueMs);
    expect(clock.now()).toBe(dueMs);
    expect(site.runs).toEqual([dueMs]);
  });

  test('it does not run fast while an actor works, and then runs to the earliest instant of all', async () => {
    const site = new SiteClock();
    const clock = new ClockCoordinator(site.client);
    await clock.readSiteTime();
    const [first, second] = [clock.join(), clock.join()];
    const woken: string[] = [];
    const long = second.waitUntil(EPOCH_MS + 3 * HOUR_MS).then(() => woken.push('second'));
    await wait(30);
    expect(site.runs).toEqual([]);
    await first.waitUntil(EPOCH_MS + HOUR_MS).then(() => woken.push('first'));
    expect(site.siteMs).toBe(EPOCH_MS + HOUR_MS);
    expect(woken).toEqual(['first']);
    first.leave();
    await long;
    expect(site.siteMs).toBe(EPOCH_MS + 3 * HOUR_MS);
    expect(woken).toEqual(['first', 'second']);
  });

  test('it goes on after each stop of the server at a timer', async () => {
    const site = new SiteClock([EPOCH_MS + HOUR_MS, EPOCH_MS + 2 * HOUR_MS]);
    const clock = new ClockCoordinator(site.client);
    await clock.join().waitUntil(EPOCH_MS + 5 * HOUR_MS);
    expect(site.siteMs).toBe(EPOCH_MS + 5 * HOUR_MS);
    expect(site.runs).toHaveLength(3);
  });

  test('an instant that has passed wakes at once, and the clock is not set', async () => {
    const site = new SiteClock();
    await new ClockCoordinator(site.client).join().waitUntil(EPOCH_MS - HOUR_MS);
    expect(site.runs).toEqual([]);
  });

  test('a clock that ran past the instant is set to real time before the actor wakes', async () => {
    const site = new SiteClock();
    const { client } = site;
    const withoutStop: SiteClockClient = {
      ...client,
      runFastUntil: (untilMs) => client.runFastUntil(untilMs + 100_000 * HOUR_MS),
    };
    await new ClockCoordinator(withoutStop).join().waitUntil(EPOCH_MS + HOUR_MS);
    expect(site.returns).toBe(1);
  });

  test('when the server is gone, every waiting actor fails', async () => {
    const site = new SiteClock();
    const gone: SiteClockClient = {
      ...site.client,
      runFastUntil: () => Promise.reject(new Error('the server is gone')),
    };
    const clock = new ClockCoordinator(gone);
    const actors = [clock.join(), clock.join()];
    const outcomes = await Promise.allSettled(actors.map((actor) => actor.waitUntil(EPOCH_MS + HOUR_MS)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
