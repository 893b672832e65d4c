import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PROJECTION_TABLES } from '@autolog/store/project-events';
import { rebuildProjections } from '@autolog/store/rebuild-projections';
import type { TestClient, Credentials } from '../harness/test-client.ts';
import { doStep, getBatch, getRecord } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { createTestSite, idFromStream, type TestSite } from '../harness/test-site.ts';
import { seededRandom } from '../harness/seeded-random.ts';
import { seedOfRun } from '../harness/seed-of-run.ts';
import { TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';
import { RetryingClient } from '../harness/retrying-client.ts';

const KILLS = 20;
/** The server is killed within this time after a command was sent: before, during or after its commit. */
const KILL_WITHIN_MS = 40;
/** Commands between two kills. */
const COMMANDS_BETWEEN_KILLS_MAX = 3;
const KILLS_MS_MAX = 150_000;
/** A timer later than this raises an exception (INV-4). */
const LATE_MS = 2_000;

jest.setTimeout(KILLS_MS_MAX);
const seed = seedOfRun();
const random = seededRandom(seed);

let server: TestServer;
let testSite: TestSite;
let killer: ServerKiller;

beforeAll(async () => {
  process.stdout.write(`kills: AUTOLOG_TEST_SEED=${String(seed)}\n`);
  server = await TestServer.start();
  testSite = await createTestSite(server, smallRecipe());
  killer = new ServerKiller(server);
});
afterAll(() => server.remove());

/** Kills the server while it handles commands, and starts it again as a supervisor does. */
class ServerKiller {
  kills = 0;
  /** From each kill until the server was ready again, in milliseconds of site time. */
  readonly outages: (readonly [number, number])[] = [];
  #left = 1;
  #busy: Promise<void> | undefined;

  constructor(private readonly target: TestServer) {}

  /** Call it for every command that is sent. */
  readonly onCommand = (): void => {
    if (this.kills >= KILLS || this.#busy) return;
    this.#left -= 1;
    if (this.#left > 0) return;
    this.#left = 1 + Math.floor(random() * COMMANDS_BETWEEN_KILLS_MAX);
    this.#busy = this.#kill(random() * KILL_WITHIN_MS).finally(() => {
      this.#busy = undefined;
    });
  };

  async untilRestarted(): Promise<void> {
    await this.#busy;
  }

  async #kill(afterMs: number): Promise<void> {
    await new Promise((done) => setTimeout(done, afterMs));
    await this.target.stop('SIGKILL');
    const fromMs = await this.#siteMs();
    this.kills += 1;
    await this.target.start();
    this.outages.push([fromMs, await this.#siteMs()]);
  }

  async #siteMs(): Promise<number> {
    const [now] = await this.target.query<{ ms: number }>('select extract(epoch from site_now())::float8 * 1000 as ms');
    return now?.ms ?? NaN;
  }
}

const clients: RetryingClient[] = [];
async function signInRetrying(who: Credentials): Promise<RetryingClient> {
  const client = new RetryingClient(server.address, who, killer.onCommand);
  await client.signIn();
  clients.push(client);
  return client;
}

type BatchPeople = Readonly<Record<'planner' | 'technician' | 'quality' | 'certifier', RetryingClient>>;

/** One batch from order to certificate, with clients that repeat every request until it is answered. */
async function runBatch(people: BatchPeople, n: number): Promise<string> {
  const { planner, technician, quality, certifier } = people;
  const named = (what: string): string => `${what}-KILL-${String(n).padStart(2, '0')}`;
  const therapy = idFromStream(
    await planner.post('/api/therapies', { coi: named('COI'), orderNumber: named('ORDER') }),
  );
  const room = idFromStream(await planner.post('/api/rooms', { code: named('ROOM') }));
  const device = idFromStream(
    await planner.post('/api/equipment', { code: named('TCT'), capability: 'tct-processor' }),
  );
  const batch = idFromStream(await planner.post('/api/batches', { therapy, recipe: testSite.recipe }));
  await technician.post(`/api/batches/${batch}/start`, { room, device });
  const { steps } = await getBatch(technician, batch);
  for (const { step } of steps) await doStep(technician, batch, step.id, testSite.witness.credentials);
  await technician.post(`/api/batches/${batch}/finish`, {});
  await assessExceptions(quality, batch);
  await quality.sign('reviewed', `/api/batches/${batch}/review`, {});
  await certifier.sign('certified', `/api/batches/${batch}/certify`, {});
  return batch;
}

/** A timer that fell due while the server was down raises an exception (INV-4c); a kill raises no other. */
async function lateByOutage(client: TestClient, batch: string): Promise<readonly string[]> {
  await killer.untilRestarted();
  const { events } = await getRecord(client, batch);
  const late = events.flatMap(({ type, payload }) => {
    const { dueAt, lateMs } = payload as { dueAt: string; lateMs: number };
    return type === 'TimerFired' && lateMs > LATE_MS ? Date.parse(dueAt) : [];
  });
  // A timer that was due just before a kill had no time to fire either.
  const excused = late.filter((ms) => killer.outages.some(([from, to]) => ms >= from - LATE_MS && ms <= to));
  expect(excused).toEqual(late);
  return late.map(() => 'timer_late');
}

async function assessExceptions(quality: RetryingClient, batch: string): Promise<void> {
  const { exceptions } = await getBatch(quality, batch);
  expect(exceptions.map((raised) => raised.class)).toEqual(await lateByOutage(quality, batch));
  const assessment = { disposition: 'no_impact', assessment: 'The server was killed while it was due.' };
  for (const { id } of exceptions) {
    await quality.sign('assessed', `/api/batches/${batch}/exceptions/${id}/assess`, assessment);
  }
}

async function bytesOfProjections(): Promise<Record<string, string>> {
  const tables: Record<string, string> = {};
  for (const table of PROJECTION_TABLES) {
    const [row] = await server.query<{ bytes: string | null }>(
      `select string_agg(t::text, chr(10) order by t::text) as bytes from ${table} t`,
    );
    tables[table] = row?.bytes ?? '';
  }
  return tables;
}

const batchIds: string[] = [];

test('[INV-1] [F1] [F2] a server is killed twenty times while commands arrive, and every batch reaches its certificate', async () => {
  const people: BatchPeople = {
    planner: await signInRetrying(testSite.planner.credentials),
    technician: await signInRetrying(testSite.technician.credentials),
    quality: await signInRetrying(testSite.quality.credentials),
    certifier: await signInRetrying(testSite.certifier.credentials),
  };
  while (killer.kills < KILLS) batchIds.push(await runBatch(people, batchIds.length + 1));
  await killer.untilRestarted();
  expect(killer.kills).toBe(KILLS);
  for (const batch of batchIds) {
    const { status, held, exceptions } = await getBatch(testSite.technician, batch);
    expect({ status, held }).toEqual({ status: 'certified', held: false });
    expect(exceptions.map((raised) => raised.class)).toEqual(await lateByOutage(testSite.technician, batch));
  }
});

test('[INV-1] every acknowledged command is in the log exactly once', async () => {
  const commands = clients
    .flatMap(({ acknowledged }) => acknowledged)
    .filter(({ path, status }) => status < 300 && !/sign-in|signature-challenges|site.clock/.test(path));
  expect(commands.length).toBeGreaterThan(KILLS);
  const repeated = commands.filter(({ sends }) => sends > 1);
  process.stdout.write(
    `kills: ${String(KILLS)} kills, ${String(batchIds.length)} batches, ${String(commands.length)} commands, ${String(repeated.length)} of them sent more than once\n`,
  );
  const kept = await server.query<{ key: string; appends: number }>(
    `select c.id::text as key, count(distinct e.txid)::int as appends
       from command c left join event e on e.command = c.id where c.id = any($1) group by c.id`,
    [commands.map(({ key }) => key)],
  );
  expect(kept).toHaveLength(commands.length);
  expect(kept.filter(({ appends }) => appends !== 1)).toEqual([]);
});

test('[INV-2] every step was started, performed and witnessed once, and no timer event is repeated', async () => {
  for (const batch of batchIds) {
    const { events } = await getRecord(testSite.technician, batch);
    const { stepsTotal } = await getBatch(testSite.technician, batch);
    const happened = events.map(({ type, payload }) => {
      const { step = '', timer = '' } = payload as { step?: string; timer?: string };
      return `${type} ${timer === '' ? step : timer}`;
    });
    expect(happened.filter((one, n) => happened.indexOf(one) !== n)).toEqual([]);
    expect(happened.filter((one) => one.startsWith('StepPerformed'))).toHaveLength(stepsTotal);
    expect(happened.filter((one) => one.startsWith('AttemptRefused'))).toEqual([]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 1));
  }
});

test('[INV-6] every event has a leaf, and leaf indexes have no gap', async () => {
  const count = await waitUntil('the log to be in order', async () => {
    const [row] = await server.query<{ events: number; leaves: number; last: number | null }>(
      `select (select count(*) from event)::int as events, count(*)::int as leaves, max(index)::int as last from leaf`,
    );
    return row && row.events === row.leaves ? row : undefined;
  });
  expect(count.last).toBe(count.leaves - 1);
});

test('the projections are byte for byte those that a rebuild makes from the log', async () => {
  await server.stop();
  const before = await bytesOfProjections();
  for (const table of ['batch', 'timer', 'room', 'lot', 'person']) expect(before[table]).not.toBe('');
  await rebuildProjections(server.database.ownerUrl);
  expect(await bytesOfProjections()).toEqual(before);
});
