import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { createUploader } from '../harness/uploader.ts';
import type { TestClient } from '../harness/test-client.ts';
import {
  createTestSite,
  createBatchWithPlace,
  startedBatch,
  type TestSite,
  type TestBatch,
} from '../harness/test-site.ts';
import { getBatches, getBatch, getRecord } from '../harness/batch-actions.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { conditionalRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

const WASH = 'Culture wash day 3';

let server: TestServer;
let testSite: TestSite;
let admin: TestClient;
let analyst: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, conditionalRecipe());
  admin = await server.registerAndSignIn('admin', 'administrator');
  analyst = await server.registerAndSignIn('analyst', 'qc_analyst');
});
afterAll(() => server.remove());

const path = ({ id }: TestBatch, step: string): string => `/api/batches/${id}/steps/${step}/perform`;
const body = (answer: object) => ({ asOf: 9_999, answer });
const performStep = async (
  batch: TestBatch,
  step: string,
  answer: object,
  by: TestClient = testSite.technician,
): Promise<void> => {
  await by.post(path(batch, step), body(answer));
};
const entry = (typed: string) => ({ kind: 'entry', typed });
const currentBatch = (batch: TestBatch): Promise<BatchReply> => getBatch(testSite.technician, batch.id);
const lineOf = async (batch: TestBatch, step: string): Promise<StepLine | undefined> =>
  (await currentBatch(batch)).steps.find((line) => line.step.id === step);
const sampleOf = async (batch: TestBatch, step = 'IPC-SAMPLE') => {
  const { number } = await currentBatch(batch);
  return { kind: 'sample', read: `SMP/${number}/${step}`, byHand: false };
};

/** A batch whose intake is done, and an uploader of its device. */
async function batchInCulture(viability = '95'): Promise<Readonly<{ batch: TestBatch; says: ReportSignal }>> {
  const batch = await startedBatch(testSite);
  const upload = await createUploader(server, admin, batch.device);
  await performStep(batch, 'viability', entry(viability));
  await performStep(batch, 'medium-lot', { kind: 'scan', read: 'LOT/MEDIUM-TEST/LOT-1', byHand: false });
  const reportSignal: ReportSignal = async (signal, value) => {
    const [row] = await server.query<{ now: Date }>('select site_now() as now');
    const sourceTime = row?.now.toISOString() ?? '';
    const readings = [{ signal, value, sourceTime, receivedAt: sourceTime, statusCode: 0 }];
    expect((await upload({ readings })).status).toBe(200);
    return sourceTime;
  };
  return { batch, says: reportSignal };
}
type ReportSignal = (signal: string, value: string) => Promise<string>;

const batchAfterWash = async (viability?: string) => {
  const { batch, says } = await batchInCulture(viability);
  await performStep(batch, 'wash', { kind: 'activity', value: WASH, sourceTime: await says('activityName', WASH) });
  return { batch, says };
};

test('[INV-3] a step whose condition does not hold is recorded as not applicable, and the batch continues', async () => {
  const { batch } = await batchInCulture('95');
  expect(await lineOf(batch, 'rested-viability')).toMatchObject({
    status: 'not_applicable',
    because: '95 % < 85 %: no',
  });
  expect((await lineOf(batch, 'wash'))?.status).toBe('ready');
  const reply = await currentBatch(batch);
  expect(reply).toMatchObject({ stepsDone: 2, stepsTotal: 5 });
  expect(reply.operations).toMatchObject([
    { id: 'intake', unit: 'run', day: 0, status: 'done', stepsDone: 2, stepsTotal: 2 },
    { id: 'rescue', status: 'done', stepsDone: 0, stepsTotal: 0 },
    { id: 'culture', day: 3, status: 'open', stepsDone: 0, stepsTotal: 3 },
  ]);
  const { batches } = await getBatches(testSite.technician);
  expect(batches.find(({ id }) => id === batch.id)).toMatchObject({ stepsDone: 2, stepsTotal: 5 });
  const refused = await testSite.technician.refusalCode(path(batch, 'rested-viability'), body(entry('90')));
  expect(refused).toBe('STEP_NOT_APPLICABLE');
  expect((await getRecord(testSite.technician, batch.id)).events.at(-1)).toMatchObject({
    type: 'StepNotApplicable',
    payload: { step: 'rested-viability', because: '95 % < 85 %: no' },
  });
});

test('[INV-3] a correction that makes the condition hold makes the step ready again', async () => {
  const { batch } = await batchInCulture('95');
  const correction = { ...body(entry('80')), reason: 'read the wrong line' };
  await testSite.technician.post(`/api/batches/${batch.id}/steps/viability/correct`, correction);
  expect((await lineOf(batch, 'rested-viability'))?.status).toBe('ready');
  expect(await lineOf(batch, 'wash')).toMatchObject({ status: 'locked', waitsFor: [{ en: 'rested-viability' }] });
  expect(await currentBatch(batch)).toMatchObject({ stepsDone: 2, stepsTotal: 6 });
});

test('an activity is recorded as the device showed it, also when the device shows another one since', async () => {
  const { batch, says } = await batchInCulture();
  const never = { kind: 'activity', value: WASH, sourceTime: new Date().toISOString() };
  expect(await testSite.technician.refusalCode(path(batch, 'wash'), body(never))).toBe('ACTIVITY_NOT_SHOWN');
  expect((await currentBatch(batch)).seenActivities).toEqual([]);

  const sourceTime = await says('activityName', WASH);
  await says('activityName', 'Incubation');
  expect((await currentBatch(batch)).seenActivities).toEqual([{ step: 'wash', value: WASH, sourceTime }]);
  expect(await testSite.technician.refusalCode(path(batch, 'wash'), body(never))).toBe('READING_MOVED');
  await performStep(batch, 'wash', { kind: 'activity', value: WASH, sourceTime });
  expect((await lineOf(batch, 'wash'))?.outcome).toMatchObject({ kind: 'activity', activity: WASH, sourceTime });
  expect((await currentBatch(batch)).seenActivities).toEqual([]);
});

test('an activity shown before the batch started cannot be recorded', async () => {
  const first = await batchInCulture();
  const shownAt = await first.says('activityName', WASH);
  await testSite.certifier.sign('rejected', `/api/batches/${first.batch.id}/reject`, { reason: 'cells lost' });
  const second = { ...(await createBatchWithPlace(testSite)), device: first.batch.device };
  await testSite.technician.post(`/api/batches/${second.id}/start`, { room: second.room, device: second.device });
  await performStep(second, 'viability', entry('95'));
  await performStep(second, 'medium-lot', { kind: 'scan', read: 'LOT/MEDIUM-TEST/LOT-1', byHand: false });
  expect((await currentBatch(second)).seenActivities).toEqual([]);
  const answer = { kind: 'activity', value: WASH, sourceTime: shownAt };
  expect(await testSite.technician.refusalCode(path(second, 'wash'), body(answer))).toBe('ACTIVITY_NOT_SHOWN');
});

test('[INV-8] an activity of a device that names another batch is refused, and the batch is on hold', async () => {
  const { batch, says } = await batchInCulture();
  const sourceTime = await says('activityName', WASH);
  await says('supervisoryJobId', 'B-1999-0001');
  const answer = { kind: 'activity', value: WASH, sourceTime };
  expect(await testSite.technician.refusalCode(path(batch, 'wash'), body(answer))).toBe('DEVICE_ON_OTHER_BATCH');
  const { held, exceptions, number } = await currentBatch(batch);
  expect(held).toBe(true);
  expect(exceptions).toMatchObject([
    { class: 'identity_mismatch', severity: 'critical', deviation: { limit: number, found: 'B-1999-0001' } },
  ]);
  await says('supervisoryJobId', number);
  await performStep(batch, 'wash', answer);
});

test('[INV-8] an activity shown for another batch is refused, also after the batch number was corrected', async () => {
  const { batch, says } = await batchInCulture();
  const { number } = await currentBatch(batch);
  await says('supervisoryJobId', 'B-1999-0001');
  const sourceTime = await says('activityName', WASH);
  await says('supervisoryJobId', number);
  const answer = { kind: 'activity', value: WASH, sourceTime };
  expect(await testSite.technician.refusalCode(path(batch, 'wash'), body(answer))).toBe('DEVICE_ON_OTHER_BATCH');
  expect((await currentBatch(batch)).exceptions).toMatchObject([{ class: 'identity_mismatch', severity: 'critical' }]);
  await performStep(batch, 'wash', { kind: 'activity', value: WASH, sourceTime: await says('activityName', WASH) });
});

test('[INV-8] a sample label of another batch raises an exception when it is scanned, before anybody signs', async () => {
  const { batch } = await batchAfterWash();
  const foreignSample = body({ kind: 'sample', read: 'SMP/B-1999-0001/IPC-SAMPLE', byHand: false });
  await expect(testSite.technician.challenge('performed', path(batch, 'ipc-sample'), foreignSample)).rejects.toThrow(
    'WRONG_SAMPLE',
  );
  expect((await currentBatch(batch)).exceptions).toMatchObject([{ class: 'wrong_sample', severity: 'critical' }]);
  await testSite.technician.sign('performed', path(batch, 'ipc-sample'), body(await sampleOf(batch)));
  expect((await lineOf(batch, 'ipc-sample'))?.outcome).toMatchObject({
    kind: 'sample',
    sample: `${(await currentBatch(batch)).number}/IPC-SAMPLE`,
  });
});

test('malformed answers to a sample or an activity are refused as a bad request', async () => {
  const { batch } = await batchInCulture();
  for (const answer of [
    { kind: 'sample' },
    { kind: 'activity', value: WASH },
    { kind: 'activity', value: 'x'.repeat(500) },
  ]) {
    expect(await testSite.technician.refusalCode(path(batch, 'wash'), body(answer))).toBe('BAD_REQUEST');
  }
});

test('a pending test is part of what the certifier signs, and its due time counts from the certificate', async () => {
  const { batch } = await batchAfterWash();
  await testSite.technician.sign('performed', path(batch, 'ipc-sample'), body(await sampleOf(batch)));
  expect(await testSite.technician.refusalCode(path(batch, 'density'), body(entry('90')))).toBe('NOT_THIS_ROLE');
  await performStep(batch, 'density', entry('90'), analyst);
  const all = `/api/batches/${batch.id}`;
  await testSite.technician.post(`${all}/finish`, {});
  await testSite.quality.sign('reviewed', `${all}/review`, {});
  expect((await currentBatch(batch)).release).toEqual({
    reference: 'Invented for tests',
    pending: [
      { id: 'sterility', title: { en: 'Sterility', nl: 'Steriliteit' }, due: '14 d', reference: 'Ph. Eur. 2.6.1' },
    ],
  });
  const { shown } = await testSite.certifier.challenge('certified', `${all}/certify`, {});
  expect(shown).toContainEqual({
    label: 'Pending test',
    value: 'Sterility · due within 14 d of the certificate · Ph. Eur. 2.6.1',
  });
  expect(shown).toContainEqual({ label: 'Steps that do not apply', value: '1' });
  await testSite.certifier.sign('certified', `${all}/certify`, {});
  const { certificate, release } = await currentBatch(batch);
  const certifiedAt = Date.parse(certificate?.signature.at ?? '');
  expect(release?.pending[0]?.dueAt).toBe(new Date(certifiedAt + 14 * 24 * 3_600_000).toISOString());
});
