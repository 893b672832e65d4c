import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { sqlState } from './database.js';
import { readSite, SiteClockRow } from './site.js';
import { openTestRecord, type TestRecord } from './testing/test-record.js';

const siteMs = async ({ database }: TestRecord): Promise<number> => {
  const [row] = await database.query<{ ms: number }>('select (extract(epoch from site_now()) * 1000)::float8 as ms');
  return row?.ms ?? NaN;
};

describe('the simulated site clock', () => {
  let record: TestRecord;
  let clock: SiteClockRow;
  beforeAll(async () => {
    record = await openTestRecord('demo');
    clock = new SiteClockRow(record.database);
  });
  afterAll(() => record.close());

  test('stands still while no server extends it, and goes on from there', async () => {
    const before = await siteMs(record);
    await wait(60);
    expect(await siteMs(record)).toBe(before);
    await clock.extend();
    await wait(60);
    const after = await siteMs(record);
    expect(after - before).toBeGreaterThanOrEqual(50);
    expect(after - before).toBeLessThan(5_000);
  });

  test('runs faster from the moment it is told to, and never backwards', async () => {
    await clock.extend();
    const seen: number[] = [];
    for (const rate of [1, 1_440, 60, 1]) {
      await record.database.transaction(() => clock.run(rate));
      for (let n = 0; n < 5; n += 1) seen.push(await siteMs(record));
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    await record.database.transaction(() => clock.run(1_440));
    const from = await siteMs(record);
    await wait(100);
    expect((await siteMs(record)) - from).toBeGreaterThan(100 * 1_000);
    await record.database.transaction(() => clock.run(1));
  });

  test('"next event" stops exactly at the next due time: nothing is jumped over', async () => {
    await clock.extend();
    const due = Math.ceil(await siteMs(record)) + 120_000;
    const batch = '00000000-0000-7000-8000-000000000009';
    await record.database.query(
      `insert into timer (batch, name, step, purpose, due_at, status) values ($1, 'wait/minimum', 'wait', 'minimum', $2, 'armed')`,
      [batch, new Date(due)],
    );
    await record.database.transaction(() => clock.runToNext());
    for (let n = 0; n < 100 && !(await clock.arrived()); n += 1) await wait(20);
    await wait(50);
    expect(await siteMs(record)).toBe(due);
  });

  test('the runtime role can change the clock row and nothing else of the clock', async () => {
    const replace = record.database.query(
      'create or replace function site_now() returns timestamptz language sql return real_now()',
    );
    await expect(replace.catch(sqlState)).resolves.toBe('42501');
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

  test('the profile stands in the first event, with the fingerprint of the key', async () => {
    const site = await readSite(record.database);
    expect(site).toMatchObject({ profile: 'gmp', zone: 'Europe/Amsterdam' });
    expect(site?.keyFingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});
