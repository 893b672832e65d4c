import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { CommandReply } from '@autolog/contract/reply';
import type { TokenReply } from '@autolog/contract/machine-token';
import type { LotsReply } from '@autolog/contract/lot';
import type { EquipmentReply } from '@autolog/contract/equipment';
import type { RoomsReply } from '@autolog/contract/room';
import type { TherapiesReply } from '@autolog/contract/therapy';
import type { TestClient } from '../harness/test-client.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
let server: TestServer;
let planner: TestClient;
let quality: TestClient;
let technician: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  planner = await server.registerAndSignIn('planner', 'planner');
  quality = await server.registerAndSignIn('quality', 'quality_officer');
  technician = await server.registerAndSignIn('technician', 'technician');
});
afterAll(() => server.remove());

const idIn = ({ stream }: CommandReply): string => stream.slice(stream.indexOf('/') + 1);

test('rooms are listed by code with their status and the position of the list', async () => {
  const before = await planner.get<RoomsReply>('/api/rooms');
  const second = idIn(await planner.post('/api/rooms', { code: 'CR-2' }));
  const first = idIn(await planner.post('/api/rooms', { code: 'CR-1' }));
  const after = await technician.get<RoomsReply>('/api/rooms');
  expect(after).toEqual({
    stream: 'room',
    asOf: before.asOf + 2,
    rooms: [
      { id: first, code: 'CR-1', status: 'clean' },
      { id: second, code: 'CR-2', status: 'clean' },
    ],
  });
  expect(await server.events(`room/${first}`)).toMatchObject([{ type: 'RoomRegistered', payload: { code: 'CR-1' } }]);
});

test('a room, device, order or lot name is given once, also in five simultaneous requests', async () => {
  const things = [
    ['/api/rooms', { code: 'CR-9' }],
    ['/api/equipment', { code: 'TCT-2', capability: 'tct-processor' }],
    ['/api/therapies', { coi: 'COI-000009', orderNumber: 'ORD-0009' }],
    ['/api/lots', { material: 'MEDIUM', lotNumber: 'L-9', expiresAt: '2031-01-01T00:00:00.000Z' }],
  ] as const;
  for (const [path, body] of things) {
    const attempts = Array.from({ length: 5 }, () => planner.request('POST', path, body, randomUUID()));
    const answered = await Promise.all(attempts);
    expect(answered.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answered.filter(({ problem }) => problem?.code === 'ALREADY_EXISTS')).toHaveLength(4);
  }
});

test('a therapy order has a chain-of-identity code and an order number, and refuses a patient name', async () => {
  const id = idIn(await planner.post('/api/therapies', { coi: 'COI-000001', orderNumber: 'ORD-0001' }));
  const { therapies } = await technician.get<TherapiesReply>('/api/therapies');
  const line = therapies.find((therapy) => therapy.id === id);
  expect(line).toMatchObject({ coi: 'COI-000001', orderNumber: 'ORD-0001' });
  expect(line?.orderedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(line).not.toHaveProperty('batch');
  const named = { coi: 'COI-000002', orderNumber: 'ORD-0002', patient: 'J. Jansen' };
  expect(await planner.refusalCode('/api/therapies', named)).toBe('BAD_REQUEST');
});

test('a lot stays in quarantine until quality releases it; a planner cannot', async () => {
  const body = { material: 'VECTOR', lotNumber: 'LV-7', expiresAt: '2031-06-30T22:00:00.000Z' };
  const lot = idIn(await planner.post('/api/lots', body));
  const path = `/api/lots/${lot}/status`;
  expect(await planner.refusalCode(path, { status: 'released' })).toBe('NOT_ALLOWED');
  expect(await quality.post(path, { status: 'released' })).toEqual({ stream: `lot/${lot}`, position: 2 });
  const { lots } = await technician.get<LotsReply>('/api/lots');
  expect(lots.find(({ id }) => id === lot)).toEqual({ id: lot, ...body, status: 'released' });
  await quality.post(path, { status: 'rejected' });
  const { problem } = await quality.request('POST', path, { status: 'released' }, randomUUID());
  expect(problem).toMatchObject({ code: 'LOT_STATUS', facts: { lot: 'LV-7', status: 'rejected' } });
  expect((await server.events(`lot/${lot}`)).map(({ payload }) => payload).slice(1)).toEqual([
    { was: 'quarantine', now: 'released' },
    { was: 'released', now: 'rejected' },
  ]);
});

test('an unknown lot and an impossible date are refused, and nothing is written', async () => {
  const status = { status: 'released' };
  expect(await quality.refusalCode(`/api/lots/${randomUUID()}/status`, status)).toBe('NOT_FOUND');
  expect(await quality.refusalCode('/api/lots/7/status', status)).toBe('BAD_REQUEST');
  const lot = { material: 'MEDIUM', lotNumber: 'L-1', expiresAt: '2031-02-30T00:00:00.000Z' };
  expect(await planner.refusalCode('/api/lots', lot)).toBe('BAD_REQUEST');
  const { lots } = await planner.get<LotsReply>('/api/lots');
  expect(lots.some(({ lotNumber }) => lotNumber === 'L-1')).toBe(false);
});

test('[P11-10d] a technician may not add to a register', async () => {
  const attempts = [
    ['/api/rooms', { code: 'CR-7' }],
    ['/api/equipment', { code: 'TCT-7', capability: 'tct-processor' }],
    ['/api/therapies', { coi: 'COI-000007', orderNumber: 'ORD-0007' }],
    ['/api/lots', { material: 'MEDIUM', lotNumber: 'L-7', expiresAt: '2031-01-01T00:00:00.000Z' }],
  ] as const;
  for (const [path, body] of attempts) expect(await technician.refusalCode(path, body)).toBe('NOT_ALLOWED');
});

test('a device is shown as connected after its adapter uploaded', async () => {
  const device = idIn(await planner.post('/api/equipment', { code: 'TCT-1', capability: 'tct-processor' }));
  const line = async () =>
    (await planner.get<EquipmentReply>('/api/equipment')).equipment.find(({ id }) => id === device);
  expect(await line()).toEqual({
    id: device,
    code: 'TCT-1',
    capability: 'tct-processor',
    status: 'available',
    connected: false,
  });
  const admin = await server.registerAndSignIn('admin', 'administrator');
  const minted = { name: 'adapter', part: 'device-adapter', devices: [device] };
  const { token } = await admin.post<TokenReply>('/api/machine-tokens', minted);
  const uploaded = await fetch(`${server.address}/api/telemetry/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      epoch: randomUUID(),
      seq: 1,
      device,
      readings: [],
      gaps: [],
      alarms: [],
      offsetSeconds: '0',
    }),
  });
  expect(uploaded.status).toBe(200);
  expect((await line())?.connected).toBe(true);
});
