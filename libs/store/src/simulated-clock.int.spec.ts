import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Instant } from '@autolog/domain/brand';
import { siteMillisAt } from '@autolog/domain/site/site-clock';
import { setTimeout as wait } from 'node:timers/promises';
import { Database } from './database.js';
import { cloneDatabase } from './testing/test-database.js';
import { migrate } from './migrate.js';
import { SimulatedClock } from './simulated-clock.js';
import { readSite } from './site.js';
import { sqlState } from './sql-state.js';
import { SITE_FOUNDING, openTestRecord, type TestRecord } from './testing/test-record.js';

const HAND_OVER_MS = 50;

const instantOf = (ms: number): Instant => new Date(ms).toISOString() as Instant;

const siteMs = async ({ database }: TestRecord): Promise<number> => {
  const [row] = await database.query<{ ms: number }>('select (extract(epoch from site_now()) * 1000)::float8 as ms');
  return row?.ms ?? NaN;
};

describe('the simulated site clock', () => {
  let record: TestRecord;
  let clock: SimulatedClock;
  beforeAll(async () => {
    record = await openTestRecord('demo');
    clock = new SimulatedClock(record.database);
  });
  afterAll(() => record.close());

  test('stands still while no server extends it, and goes on from there', async () => {
    const before = await siteMs(record);
    await wait(60);
    expect(await siteMs(record)).toBe(before);
    await clock.renewLease();
    await wait(60);
    const after = await siteMs(record);
    expect(after - before).toBeGreaterThanOrEqual(50);
    expect(after - before).toBeLessThan(5_000);
  });

  test('runs faster from the moment it is told to, and never backwards', async () => {
    await clock.renewLease();
    const seen: number[] = [];
    for (const rate of [1, 1_440, 60, 1]) {
      await record.database.transaction(() => clock.setRate(rate));
      for (let n = 0; n < 5; n += 1) seen.push(await siteMs(record));
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    await record.database.transaction(() => clock.setRate(1_440));
    const from = await siteMs(record);
    await wait(100);
    expect((await siteMs(record)) - from).toBeGreaterThan(100 * 1_000);
    await record.database.transaction(() => clock.setRate(1));
  });

  test('slowed down it begins where readers of the old row see it until the change is committed', async () => {
    await clock.renewLease();
    await record.database.transaction(() => clock.setRate(14_400));
    await wait(HAND_OVER_MS);
    const before = await clock.read();
    await record.database.transaction(() => clock.setRate(1));
    const after = await clock.read();
    expect(after.realEpochMs - before.realNowMs).toBeGreaterThanOrEqual(HAND_OVER_MS);
    expect(Math.abs(after.siteEpochMs - siteMillisAt(before, after.realEpochMs))).toBeLessThan(15);
    expect(siteMillisAt(after, before.realNowMs)).toBe(after.siteEpochMs);
  });

  test.each([1_440, 7_200, 14_400])('at %d times it stops exactly where it was told to', async (rate) => {
    // More than once: whether the stop falls between two microseconds of the real clock is chance.
    for (const more of [0, 1, 333]) {
      await clock.renewLease();
      const stop = Math.ceil(await siteMs(record)) + rate * 100 + more;
      await record.database.transaction(() => clock.setRate(rate, instantOf(stop)));
      while (!(await clock.hasReachedStop())) await wait(20);
      await wait(50);
      expect(await siteMs(record)).toBe(stop);
      await record.database.transaction(() => clock.setRate(1));
      expect((await siteMs(record)) - stop).toBeLessThan(1_000);
    }
  });

  test('a new stop replaces the one it was running to', async () => {
    await clock.renewLease();
    const from = await siteMs(record);
    await record.database.transaction(() => clock.setRate(1_440, instantOf(from + 7_200_000)));
    await record.database.transaction(() => clock.setRate(14_400, instantOf(from + 3_600_000)));
    while (!(await clock.hasReachedStop())) await wait(20);
    expect(await siteMs(record)).toBe(Math.floor(from + 3_600_000));
    await record.database.transaction(() => clock.setRate(1));
  });

  test('a fast run ends at the next timer or the given instant, and a due timer stops it at once', async () => {
    await clock.renewLease();
    const now = Math.ceil(await siteMs(record));
    expect(await clock.nextStop()).toBeUndefined();
    expect(await clock.nextStop(instantOf(now + 60_000))).toEqual({
      at: instantOf(now + 60_000),
      isReached: false,
      isAtRealSpeed: true,
    });
    expect(await clock.nextStop(instantOf(now - 60_000))).toMatchObject({ isReached: true });
    const batch = '00000000-0000-7000-8000-000000000009';
    await record.database.query(
      `insert into timer (batch, name, step, purpose, due_at, status) values ($1, 'wait/minimum', 'wait', 'minimum', $2, 'armed')`,
      [batch, new Date(now + 120_000)],
    );
    expect(await clock.nextStop()).toMatchObject({ at: instantOf(now + 120_000), isReached: false });
    expect(await clock.nextStop(instantOf(now + 60_000))).toMatchObject({ at: instantOf(now + 60_000) });
    expect(await clock.nextStop(instantOf(now + 600_000))).toMatchObject({ at: instantOf(now + 120_000) });
    await record.database.query(`update timer set due_at = site_now() - interval '1 second' where batch = $1`, [batch]);
    expect(await clock.nextStop(instantOf(now + 600_000))).toMatchObject({ isReached: true });
  });

  test('the runtime role cannot replace site_now()', async () => {
    const replace = record.database.query(
      'create or replace function site_now() returns timestamptz language sql return real_now()',
    );
    await expect(replace.catch(sqlState)).resolves.toBe('42501');
  });
});

describe('a site founded with a history', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'autolog-history-'));
  afterAll(() => rmSync(dataDir, { recursive: true }));

  test('begins its clock 13 days before the real one', async () => {
    const urls = await cloneDatabase('history', () => Promise.resolve());
    await migrate(urls.ownerUrl, { ...SITE_FOUNDING, profile: 'demo', dataDir, clockDaysBack: 13 });
    const database = await Database.connect(urls.runtimeUrl, { connectionsMax: 2 });
    const [row] = await database.query<{ days: number; founded: number }>(
      `select extract(epoch from real_now() - site_now())::float8 / 86400 as days,
              extract(epoch from site_now() - at)::float8 as founded from event where stream = 'site' and seq = 1`,
    );
    expect(row?.days).toBeCloseTo(13, 3);
    expect(row?.founded).toBeCloseTo(0, 0);
    expect(await readSite(database)).toMatchObject({ profile: 'demo', clockDaysBack: 13 });
    await database.close();
    await urls.drop();
  });

  test('cannot have the gmp profile', async () => {
    const urls = await cloneDatabase('history-gmp', () => Promise.resolve());
    const founding = { ...SITE_FOUNDING, profile: 'gmp', dataDir } as const;
    await expect(migrate(urls.ownerUrl, { ...founding, clockDaysBack: 13 })).rejects.toThrow('the real one');
    await urls.drop();
  });
});

describe('the site clock in gmp', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await openTestRecord('gmp');
  });
  afterAll(() => record.close());

  test('is the real clock, and the row that could simulate it does not exist', async () => {
    const [row] = await record.database.query<{ clock: string | null; apart: number }>(
      `select to_regclass('site_clock')::text as clock, abs(extract(epoch from site_now() - real_now()))::float8 as apart`,
    );
    expect(row?.clock).toBeNull();
    expect(row?.apart).toBeLessThan(1);
  });

  test('the first event has the profile and the key fingerprint', async () => {
    const site = await readSite(record.database);
    expect(site).toMatchObject({ profile: 'gmp', zone: 'Europe/Amsterdam' });
    expect(site?.keyFingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});
