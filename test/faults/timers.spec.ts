import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { TestClient } from '../harness/test-client.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { createTestSite, startedBatch, type TestSite } from '../harness/test-site.ts';
import { TestRedis } from '../harness/test-redis.ts';
import { TestServer } from '../harness/test-server.ts';
import { waitingRecipe } from '../harness/small-recipe.ts';

/** INV-4: on time is within two seconds after the due time, or after the end of an outage. */
const LATE_MS_MAX = 2_000;
const OUTAGE_MS = 60_000;
/** The demo's clock stops this long after the last sign of life of its server. */
const CLOCK_LEASE_MS = 5_000;
const DEMO_OUTAGE_MS = CLOCK_LEASE_MS + LATE_MS_MAX + 3_000;
const BATCHES = 4;
/** After three seconds the start command kills a server that it stops. */
const STOP_MS_MAX = 3_000;
const SUITE_MS_MAX = 180_000;
const TIMES = { min: '2 s', max: '3 s' };
/** Two timers a batch: the minimum and the maximum of the step that waits. */
const TIMERS_A_BATCH = 2;

const SWEEPER_ALONE = { AUTOLOG_QUEUE: 'off' };
const QUEUE_ALONE = { AUTOLOG_SWEEPER: 'off' };

jest.setTimeout(SUITE_MS_MAX);

type Fired = Readonly<{ batch: string; timer: string; dueMs: number; atMs: number; lateMs: number }>;

async function firedIn(server: TestServer, batches: readonly string[]): Promise<readonly Fired[]> {
  return server.query<Fired>(
    `select stream as batch, payload ->> 'timer' as timer, (payload ->> 'lateMs')::float8 as "lateMs",
            (extract(epoch from (payload ->> 'dueAt')::timestamptz) * 1000)::float8 as "dueMs",
            (extract(epoch from at) * 1000)::float8 as "atMs"
       from event where type = 'TimerFired' and stream = any($1) order by at`,
    [batches.map((batch) => `batch/${batch}`)],
  );
}

/** Batches in a step that waits: their timers are running. */
async function waitingBatches(
  testSite: TestSite,
  technician: TestClient = testSite.technician,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < BATCHES; n += 1) {
    const { id } = await startedBatch(testSite, technician);
    const { asOf } = await getBatch(technician, id);
    await technician.post(`/api/batches/${id}/steps/labelling/start`, { asOf });
    ids.push(id);
  }
  return ids;
}

const allFired = (server: TestServer, batches: readonly string[], ms?: number): Promise<readonly Fired[]> =>
  waitUntil(
    'every timer to fire',
    async () => {
      const fired = await firedIn(server, batches);
      return fired.length >= batches.length * TIMERS_A_BATCH ? fired : undefined;
    },
    ms,
  );

/** By the log: every timer fired once, not early and not late. */
function expectOnTime(how: string, fired: readonly Fired[], batches: readonly string[]): void {
  expectOnceAndNeverEarly(fired, batches);
  const late = Math.max(...fired.map(({ atMs, dueMs }) => atMs - dueMs));
  report(how, late);
  expect(late).toBeLessThanOrEqual(LATE_MS_MAX);
}

function expectOnceAndNeverEarly(fired: readonly Fired[], batches: readonly string[]): void {
  expect(new Set(fired.map(({ batch, timer }) => `${batch} ${timer}`)).size).toBe(fired.length);
  expect(fired).toHaveLength(batches.length * TIMERS_A_BATCH);
  for (const { atMs, dueMs, lateMs } of fired) {
    expect(atMs).toBeGreaterThanOrEqual(dueMs);
    expect(lateMs).toBe(atMs - dueMs);
  }
}

const report = (how: string, ms: number): void =>
  void process.stdout.write(`timers: ${how}: latest ${String(Math.round(ms))} ms after it was due\n`);

/** Starts the server, which must end with a fault; returns what it printed. */
const refusal = async (server: TestServer, environment: Record<string, string>): Promise<string> => {
  const from = server.output.length;
  await expect(server.start(environment)).rejects.toThrow('the server ended while starting');
  return server.output.slice(from);
};

/** This site is down for a minute while the other tests of this file run. */
let outage: Readonly<{ server: TestServer; testSite: TestSite; batches: readonly string[]; downAt: number }>;
let server: TestServer;
let testSite: TestSite;

beforeAll(async () => {
  const gmp = await TestServer.start({ profile: 'gmp' });
  const gmpSite = await createTestSite(gmp, waitingRecipe(TIMES));
  const batches = await waitingBatches(gmpSite);
  await gmp.stop('SIGKILL');
  outage = { server: gmp, testSite: gmpSite, batches, downAt: performance.now() };
  server = await TestServer.start({ environment: SWEEPER_ALONE });
  testSite = await createTestSite(server, waitingRecipe(TIMES));
});
afterAll(async () => {
  await server.remove();
  await outage.server.remove();
});

describe('[INV-4] sweeper and queue each fire timers without the other', () => {
  test('the sweeper alone, with BullMQ off', async () => {
    const batches = await waitingBatches(testSite);
    expectOnTime('sweeper alone', await allFired(server, batches), batches);
  });

  test('BullMQ alone on PostgreSQL, with the sweeper off', async () => {
    await server.stop();
    await server.start(QUEUE_ALONE);
    const batches = await waitingBatches(testSite);
    expectOnTime('BullMQ on PostgreSQL alone', await allFired(server, batches), batches);
  });

  test('BullMQ alone, after its connections to PostgreSQL were terminated while timers run', async () => {
    const batches = await waitingBatches(testSite);
    await server.cutConnections();
    expectOnTime('BullMQ on PostgreSQL alone, connections cut', await allFired(server, batches), batches);
  });

  test('with both switched off no timer fires', async () => {
    await server.stop();
    await server.start({ ...SWEEPER_ALONE, ...QUEUE_ALONE });
    const batches = await waitingBatches(testSite);
    await new Promise((done) => setTimeout(done, 4_000));
    expect(await firedIn(server, batches)).toEqual([]);
    await server.stop();
    await server.start(SWEEPER_ALONE);
    expectOnceAndNeverEarly(await allFired(server, batches), batches);
  });
});

describe('[INV-4] [F5] BullMQ alone on Redis that loses its data', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await TestRedis.start();
    await server.stop();
    await server.start({ ...QUEUE_ALONE, REDIS_URL: redis.url });
  });
  afterAll(() => redis.kill());

  test('timers are on time while Redis is up', async () => {
    const batches = await waitingBatches(testSite);
    expectOnTime('BullMQ on Redis alone', await allFired(server, batches), batches);
  });

  test('timers are on time after FLUSHALL', async () => {
    const batches = await waitingBatches(testSite);
    await waitUntil('a wake-up to be planned', async () =>
      (await redis.command('DBSIZE')) === ':0' ? undefined : true,
    );
    expect(await redis.command('FLUSHALL')).toBe('+OK');
    expectOnTime('BullMQ on Redis alone, flushed', await allFired(server, batches), batches);
  });

  test('timers fire within two seconds after Redis was killed and started empty', async () => {
    const batches = await waitingBatches(testSite);
    await redis.kill();
    await new Promise((done) => setTimeout(done, 5_000));
    expect(await firedIn(server, batches)).toEqual([]);
    await redis.startEmpty();
    const back = Date.now();
    expectOnceAndNeverEarly(await allFired(server, batches), batches);
    const seenMs = Date.now() - back;
    report('BullMQ on Redis alone, killed and empty; after its return', seenMs);
    expect(seenMs).toBeLessThanOrEqual(LATE_MS_MAX);
  });

  test('with the sweeper on, timers are on time while Redis is down', async () => {
    await server.stop();
    await server.start({ REDIS_URL: redis.url });
    await redis.kill();
    const batches = await waitingBatches(testSite);
    expectOnTime('sweeper, Redis gone', await allFired(server, batches), batches);
  });

  test('a server stops within three seconds and starts while Redis is down, and timers are on time', async () => {
    const stoppedAt = performance.now();
    await server.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(STOP_MS_MAX);
    await server.start({ REDIS_URL: redis.url });
    const batches = await waitingBatches(testSite);
    expectOnTime('sweeper, started without Redis', await allFired(server, batches), batches);
  });
});

describe('a Redis that may lose timers is refused at the start', () => {
  test.each([
    [['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'yes'], 'maxmemory-policy must be noeviction'],
    [['--maxmemory-policy', 'noeviction', '--appendonly', 'no'], 'appendonly must be yes'],
  ])('%j', async (options, sentence) => {
    const redis = await TestRedis.start(options);
    await server.stop();
    try {
      const printed = await refusal(server, { REDIS_URL: redis.url });
      const lines = printed.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toBe(`REDIS_URL: this Redis may lose timers: ${sentence}.`);
    } finally {
      await redis.kill();
      await server.start();
    }
  });
});

describe('[INV-4] [F6] two server processes on one database', () => {
  test('every timer fires once, also when one process is killed', async () => {
    const other = await server.startSecondProcess();
    const first = await waitingBatches(testSite);
    expectOnTime('two processes', await allFired(server, first), first);
    const second = await waitingBatches(testSite);
    await other.stop('SIGKILL');
    expectOnTime('two processes, one killed', await allFired(server, second), second);
  });
});

describe('[INV-4] the server was down when a timer fell due', () => {
  test('in a demo the site clock stands still meanwhile: timers are late by at most the clock lease', async () => {
    const batches = await waitingBatches(testSite);
    await server.stop('SIGKILL');
    await new Promise((done) => setTimeout(done, DEMO_OUTAGE_MS));
    await server.start();
    const fired = await allFired(server, batches);
    expectOnceAndNeverEarly(fired, batches);
    const late = Math.max(...fired.map(({ lateMs }) => lateMs));
    report('demo, after an outage', late);
    expect(late).toBeLessThanOrEqual(CLOCK_LEASE_MS + LATE_MS_MAX);
  });

  test('with the real clock timers fire within two seconds after a one-minute outage and are recorded as late', async () => {
    const { server: gmp, batches, downAt, testSite: gmpSite } = outage;
    await new Promise((done) => setTimeout(done, Math.max(0, OUTAGE_MS - (performance.now() - downAt))));
    expect(await firedIn(gmp, batches)).toEqual([]);
    await gmp.start();
    const back = Date.now();
    const fired = await allFired(gmp, batches);
    expectOnceAndNeverEarly(fired, batches);
    const late = Math.max(...fired.map(({ atMs }) => atMs)) - back;
    report('production, after a minute of outage; after its return', late);
    expect(late).toBeLessThanOrEqual(LATE_MS_MAX);
    for (const { lateMs } of fired) expect(lateMs).toBeGreaterThan(OUTAGE_MS / 2);
    for (const batch of batches) {
      const { exceptions } = await getBatch(gmpSite.technician, batch);
      expect(exceptions.map((one) => one.class)).toContain('timer_late');
    }
  });
});
