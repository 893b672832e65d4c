import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { SiteOverviewDevice, SiteOverviewReply, SiteOverviewRoom } from '@autolog/contract/site-overview';
import type { TestClient } from '../harness/test-client.ts';
import {
  createTestSite,
  createBatchWithPlace,
  startedBatch,
  type TestSite,
  type TestBatch,
} from '../harness/test-site.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
let server: TestServer;
let testSite: TestSite;
let admin: TestClient;
let running: TestBatch;

beforeAll(async () => {
  server = await TestServer.start({ environment: { AUTOLOG_QUEUE: 'off' } });
  testSite = await createTestSite(server, smallRecipe());
  admin = await server.registerAndSignIn('admin', 'administrator');
  running = await startedBatch(testSite);
});
afterAll(() => server.remove());

const getOverview = (): Promise<SiteOverviewReply> => testSite.planner.get<SiteOverviewReply>('/api/wall');
const roomOf = async ({ room }: TestBatch): Promise<SiteOverviewRoom | undefined> =>
  (await getOverview()).rooms.find(({ id }) => id === room);
const deviceOf = async ({ device }: TestBatch): Promise<SiteOverviewDevice | undefined> =>
  (await getOverview()).devices.find(({ id }) => id === device);

test('a room shows its batch, the progress and the next step', async () => {
  expect(await roomOf(running)).toMatchObject({
    status: 'clean',
    batch: {
      id: running.id,
      coi: running.coi,
      status: 'in_process',
      held: false,
      simulated: true,
      stepsDone: 0,
      stepsTotal: 8,
      operations: [{ id: 'whole', status: 'open', stepsDone: 0, stepsTotal: 8 }],
      next: { title: { en: 'line-clearance', nl: 'line-clearance' } },
      timers: [],
      exceptions: { critical: 0, major: 0, minor: 0 },
    },
  });
  const { number } = await getBatch(testSite.planner, running.id);
  expect(await deviceOf(running)).toMatchObject({
    connected: false,
    batch: { number, coi: running.coi },
    readings: [],
  });
});

test('a hold and the open exceptions by severity are in the overview', async () => {
  const path = `/api/batches/${running.id}`;
  await testSite.technician.post(`${path}/hold`, { reason: 'Asked by the test.' });
  const wrong = { kind: 'scan', read: 'COI/OTHER-PATIENT', byHand: false };
  const clearance = { kind: 'check', states: { surface: 'empty' } };
  const { asOf } = await getBatch(testSite.technician, running.id);
  await testSite.technician.sign('performed', `${path}/steps/line-clearance/perform`, { asOf, answer: clearance });
  const after = await getBatch(testSite.technician, running.id);
  const witnessed = `${path}/steps/line-clearance/witness`;
  await testSite.technician.sign('witnessed', witnessed, { asOf: after.asOf }, testSite.witness.credentials);
  const { asOf: now } = await getBatch(testSite.technician, running.id);
  const refused = await testSite.technician.signRefusalCode('performed', `${path}/steps/patient-label/perform`, {
    asOf: now,
    answer: wrong,
  });
  expect(refused).toBe('WRONG_PATIENT');
  expect((await roomOf(running))?.batch).toMatchObject({
    held: true,
    stepsDone: 1,
    exceptions: { critical: 1, major: 0, minor: 0 },
  });
});

test('batches to be started are counted, the longest waiting first, with five fields each', async () => {
  const first = await createBatchWithPlace(testSite);
  const second = await createBatchWithPlace(testSite);
  const { toStart, toReview } = await getOverview();
  expect(toStart).toMatchObject({ count: 2, batches: [{ id: first.id, coi: first.coi }, { id: second.id }] });
  expect(toReview).toEqual({ count: 0, batches: [] });
  expect(Object.keys(toStart.batches[0] ?? {}).toSorted()).toEqual(['coi', 'id', 'number', 'since', 'status']);
});

test('a device shows the latest values of the overview signals and no others', async () => {
  const minted = { name: 'adapter', part: 'device-adapter', devices: [running.device] };
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', minted);
  const at = new Date().toISOString();
  const reading = (signal: string, value: string) => ({ signal, value, sourceTime: at, receivedAt: at, statusCode: 0 });
  const upload = {
    epoch: randomUUID(),
    seq: 1,
    device: running.device,
    readings: [reading('activityName', 'Culture'), reading('tempActual', '37.5'), reading('pumpSpeed', '12')],
    gaps: [],
    alarms: [],
    offsetSeconds: '0',
  };
  const uploaded = await fetch(`${server.address}/api/telemetry/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(upload),
  });
  expect(uploaded.status).toBe(200);
  expect(await deviceOf(running)).toMatchObject({
    connected: true,
    limits: [],
    readings: [
      { signal: 'activityName', value: 'Culture', sourceTime: at },
      { signal: 'tempActual', value: '37.5', statusCode: 0 },
    ],
  });
});

test('rooms that do not fit are counted, and the room with a batch is among those shown', async () => {
  const codes = Array.from({ length: 9 }, (_, n) => `AAA-${String(n)}`);
  for (const code of codes) await testSite.planner.post('/api/rooms', { code });
  const { rooms, left } = await getOverview();
  expect(rooms).toHaveLength(8);
  expect(left.rooms).toBe(4);
  expect(rooms.map(({ id }) => id)).toContain(running.room);
});

test('an unreadable batch is shown as unreadable, and other batches are still shown', async () => {
  const damaged = await startedBatch(testSite);
  await server.query(
    `with head as (update stream set seq = seq + 1 where stream = $1 returning seq)
     insert into event (stream, seq, type, version, payload, actor, at, zone, software, canonical, leaf_hash)
     select $1, seq, 'StepPerformed', 1, '{"step": 7}', 'system/timer', now(), 'UTC', 'test', '{}', sha256('x') from head`,
    [`batch/${damaged.id}`],
  );
  await server.stop();
  await server.start();
  const room = await roomOf(damaged);
  expect(room?.unreadable).toMatchObject({ coi: damaged.coi });
  expect(room).not.toHaveProperty('batch');
  expect((await roomOf(running))?.batch?.coi).toBe(running.coi);
});

test('the overview needs permission to read batches', async () => {
  const { problem } = await admin.request('GET', '/api/wall');
  expect(problem?.code).toBe('NOT_ALLOWED');
});
