import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createUploader as adapterTo, type UploadResult } from '../harness/uploader.ts';
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
import { waitingRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let testSite: TestSite;
let admin: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, waitingRecipe({ min: '1 s', max: '2 h' }));
  admin = await server.registerAndSignIn('admin', 'administrator');
});
afterAll(() => server.remove());

const adapterOf = (device: string): Promise<(upload: object) => Promise<UploadResult>> =>
  adapterTo(server, admin, device);

const now = (): string => new Date().toISOString();
const reading = (sourceTime: string, value = '36.5') => ({
  signal: 'tempActual',
  value,
  sourceTime,
  receivedAt: now(),
  statusCode: 0,
});
const lost = (from: string, to: string) => ({
  signal: 'tempActual',
  from,
  to,
  reason: 'adapter_down',
  recovered: false,
});
const exceptionsOf = async ({ id }: TestBatch): Promise<string[]> =>
  (await getBatch(testSite.technician, id)).exceptions.map((exception) => exception.class);

async function finished(batch: TestBatch): Promise<void> {
  const step = `/api/batches/${batch.id}/steps/labelling`;
  await testSite.technician.post(`${step}/start`, { asOf: 9 });
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await testSite.technician.post(`${step}/perform`, { asOf: 9, answer: { kind: 'timer' } });
  await testSite.technician.post(`/api/batches/${batch.id}/finish`, {});
}

test('[F28] impossible times are refused with 400, and later uploads are accepted', async () => {
  const upload = await adapterOf((await createBatchWithPlace(testSite)).device);
  const times = ['1601-01-01', '1969-12-31', '2107-01-01', '0000-01-01', '9999-12-31', '2026-02-30', '2026-99-99'];
  for (const day of times) {
    expect([day, await upload({ readings: [reading(`${day}T00:00:00.000Z`)] })]).toEqual([
      day,
      { status: 400, code: 'BAD_REQUEST' },
    ]);
    const gaps = [lost(`${day}T00:00:00.000Z`, now())];
    expect([day, (await upload({ gaps })).status]).toEqual([day, 400]);
  }
  const shifted = await upload({ readings: [reading(now())], offsetSeconds: '999999999999' });
  expect(shifted).toEqual({ status: 400, code: 'BAD_REQUEST' });
  expect(await upload({ readings: [reading(now())] })).toEqual({ status: 200, storedThrough: 1 });
});

test('[F11] an upload over five months is refused, one over three is accepted', async () => {
  const upload = await adapterOf((await createBatchWithPlace(testSite)).device);
  const readings = [1, 2, 3, 4, 5].map((year) => reading(`203${String(year)}-01-01T00:00:00.000Z`));
  expect(await upload({ readings })).toEqual({ status: 400, code: 'BAD_REQUEST' });
  expect((await upload({ readings: readings.slice(0, 3) })).status).toBe(200);
  expect((await upload({ readings: readings.slice(3) })).status).toBe(200);
});

test('[F11] readings of 1970 and 2106 are stored, and the latest value is that of now', async () => {
  const batch = await startedBatch(testSite);
  const upload = await adapterOf(batch.device);
  for (const time of ['1970-01-01T00:00:00.000Z', '2106-02-07T06:28:15.000Z']) {
    expect((await upload({ readings: [reading(time, '99')] })).status).toBe(200);
  }
  await upload({ readings: [reading(now(), '37.2')] });
  const { readings } = await testSite.technician.get<{ readings: { value: string }[] }>(
    `/api/batches/${batch.id}/latest`,
  );
  expect(readings).toMatchObject([{ value: '37.2' }]);
});

test('[INV-8] late alarms and gaps of a device belong to the batch that it was bound to then', async () => {
  const first = await startedBatch(testSite);
  const upload = await adapterOf(first.device);
  const during = (await getBatch(testSite.technician, first.id)).startedAt ?? '';
  await finished(first);
  const second = { ...(await createBatchWithPlace(testSite)), device: first.device };
  await testSite.technician.post(`/api/batches/${second.id}/start`, { room: second.room, device: second.device });
  const alarm = { alarm: 'occlusion', severity: 'critical', text: 'Tube occluded', raisedAt: during };
  await upload({ alarms: [alarm], gaps: [lost(during, during)] });
  expect(await exceptionsOf(first)).toEqual(['device_alarm', 'data_gap']);
  expect(await exceptionsOf(second)).toEqual([]);
});

test('a drifting device clock raises one exception while it is open', async () => {
  const batch = await startedBatch(testSite);
  const upload = await adapterOf(batch.device);
  for (const thousandth of [1, 2, 3, 4]) await upload({ offsetSeconds: `6.00${String(thousandth)}` });
  expect(await exceptionsOf(batch)).toEqual(['clock_skew']);
});
