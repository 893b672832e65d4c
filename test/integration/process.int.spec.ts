import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { adapterOf } from '../harness/adapter.ts';
import type { Client } from '../harness/client.ts';
import { foundPlant, orderBatch, runningBatch, type Plant, type PlantBatch } from '../harness/plant.ts';
import { batchesOf, look, recordOf } from '../harness/play.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/server.ts';
import { conditionalRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

const WASH = 'Culture wash day 3';

let server: TestServer;
let plant: Plant;
let admin: Client;
let analyst: Client;

beforeAll(async () => {
  server = await TestServer.start();
  plant = await foundPlant(server, conditionalRecipe());
  admin = await server.person('admin', 'administrator');
  analyst = await server.person('analyst', 'qc_analyst');
});
afterAll(() => server.remove());

const path = ({ id }: PlantBatch, step: string): string => `/api/batches/${id}/steps/${step}/perform`;
const body = (answer: object) => ({ asOf: 9_999, answer });
const does = async (batch: PlantBatch, step: string, answer: object, by: Client = plant.technician): Promise<void> => {
  await by.post(path(batch, step), body(answer));
};
const entry = (typed: string) => ({ kind: 'entry', typed });
const seen = (batch: PlantBatch): Promise<BatchReply> => look(plant.technician, batch.id);
const lineOf = async (batch: PlantBatch, step: string): Promise<StepLine | undefined> =>
  (await seen(batch)).steps.find((line) => line.step.id === step);
const sampleOf = async (batch: PlantBatch, step = 'IPC-SAMPLE') => {
  const { number } = await seen(batch);
  return { kind: 'sample', read: `SMP/${number}/${step}`, byHand: false };
};

/** A batch whose intake is done, and the voice of its device. */
async function cultured(viability = '95'): Promise<Readonly<{ batch: PlantBatch; says: Says }>> {
  const batch = await runningBatch(plant);
  const upload = await adapterOf(server, admin, batch.device);
  await does(batch, 'viability', entry(viability));
  await does(batch, 'medium-lot', { kind: 'scan', read: 'LOT/MEDIUM-TEST/LOT-1', byHand: false });
  const says: Says = async (signal, value) => {
    const [row] = await server.query<{ now: Date }>('select site_now() as now');
    const sourceTime = row?.now.toISOString() ?? '';
    const readings = [{ signal, value, sourceTime, receivedAt: sourceTime, statusCode: 0 }];
    expect((await upload({ readings })).status).toBe(200);
    return sourceTime;
  };
  return { batch, says };
}
type Says = (signal: string, value: string) => Promise<string>;

const washed = async (viability?: string) => {
  const { batch, says } = await cultured(viability);
  await does(batch, 'wash', { kind: 'activity', value: WASH, sourceTime: await says('activityName', WASH) });
  return { batch, says };
};

test('[INV-3] a step whose condition does not hold is left out on record, and the batch goes on without it', async () => {
  const { batch } = await cultured('95');
  expect(await lineOf(batch, 'rested-viability')).toMatchObject({
    status: 'not_applicable',
    because: '95 % < 85 %: no',
  });
  expect((await lineOf(batch, 'wash'))?.status).toBe('ready');
  const reply = await seen(batch);
  expect(reply).toMatchObject({ stepsDone: 2, stepsTotal: 5 });
  expect(reply.operations).toMatchObject([
    { id: 'intake', unit: 'run', day: 0, status: 'done', stepsDone: 2, stepsTotal: 2 },
    { id: 'rescue', status: 'done', stepsDone: 0, stepsTotal: 0 },
    { id: 'culture', day: 3, status: 'open', stepsDone: 0, stepsTotal: 3 },
  ]);
  const { batches } = await batchesOf(plant.technician);
  expect(batches.find(({ id }) => id === batch.id)).toMatchObject({ stepsDone: 2, stepsTotal: 5 });
  const refused = await plant.technician.refused(path(batch, 'rested-viability'), body(entry('90')));
  expect(refused).toBe('STEP_NOT_APPLICABLE');
  expect((await recordOf(plant.technician, batch.id)).events.at(-1)).toMatchObject({
    type: 'StepNotApplicable',
    payload: { step: 'rested-viability', because: '95 % < 85 %: no' },
  });
});

test('[INV-3] a correction that makes the condition hold has the step done after all', async () => {
  const { batch } = await cultured('95');
  const correction = { ...body(entry('80')), reason: 'read the wrong line' };
  await plant.technician.post(`/api/batches/${batch.id}/steps/viability/correct`, correction);
  expect((await lineOf(batch, 'rested-viability'))?.status).toBe('ready');
  expect(await lineOf(batch, 'wash')).toMatchObject({ status: 'locked', waitsFor: [{ en: 'rested-viability' }] });
  expect(await seen(batch)).toMatchObject({ stepsDone: 2, stepsTotal: 6 });
});

test('an activity is recorded from what the device said, also when it has gone on since', async () => {
  const { batch, says } = await cultured();
  const never = { kind: 'activity', value: WASH, sourceTime: new Date().toISOString() };
  expect(await plant.technician.refused(path(batch, 'wash'), body(never))).toBe('ACTIVITY_NOT_SHOWN');
  expect((await seen(batch)).seenActivities).toEqual([]);

  const sourceTime = await says('activityName', WASH);
  await says('activityName', 'Incubation');
  expect((await seen(batch)).seenActivities).toEqual([{ step: 'wash', value: WASH, sourceTime }]);
  expect(await plant.technician.refused(path(batch, 'wash'), body(never))).toBe('READING_MOVED');
  await does(batch, 'wash', { kind: 'activity', value: WASH, sourceTime });
  expect((await lineOf(batch, 'wash'))?.outcome).toMatchObject({ kind: 'activity', activity: WASH, sourceTime });
  expect((await seen(batch)).seenActivities).toEqual([]);
});

test('what the device showed before the batch was started is not of this batch', async () => {
  const first = await cultured();
  const shownAt = await first.says('activityName', WASH);
  await plant.certifier.sign('rejected', `/api/batches/${first.batch.id}/reject`, { reason: 'cells lost' });
  const second = { ...(await orderBatch(plant)), device: first.batch.device };
  await plant.technician.post(`/api/batches/${second.id}/start`, { room: second.room, device: second.device });
  await does(second, 'viability', entry('95'));
  await does(second, 'medium-lot', { kind: 'scan', read: 'LOT/MEDIUM-TEST/LOT-1', byHand: false });
  expect((await seen(second)).seenActivities).toEqual([]);
  const answer = { kind: 'activity', value: WASH, sourceTime: shownAt };
  expect(await plant.technician.refused(path(second, 'wash'), body(answer))).toBe('ACTIVITY_NOT_SHOWN');
});

test('[INV-8] a device that says it works on another batch is refused for this one, and the batch stands still', async () => {
  const { batch, says } = await cultured();
  const sourceTime = await says('activityName', WASH);
  await says('supervisoryJobId', 'B-1999-0001');
  const answer = { kind: 'activity', value: WASH, sourceTime };
  expect(await plant.technician.refused(path(batch, 'wash'), body(answer))).toBe('DEVICE_ON_OTHER_BATCH');
  const { held, exceptions, number } = await seen(batch);
  expect(held).toBe(true);
  expect(exceptions).toMatchObject([
    { class: 'identity_mismatch', severity: 'critical', deviation: { limit: number, found: 'B-1999-0001' } },
  ]);
  await says('supervisoryJobId', number);
  await does(batch, 'wash', answer);
});

test('[INV-8] what the device did for another batch stays that of the other, also when its number is put right', async () => {
  const { batch, says } = await cultured();
  const { number } = await seen(batch);
  await says('supervisoryJobId', 'B-1999-0001');
  const sourceTime = await says('activityName', WASH);
  await says('supervisoryJobId', number);
  const answer = { kind: 'activity', value: WASH, sourceTime };
  expect(await plant.technician.refused(path(batch, 'wash'), body(answer))).toBe('DEVICE_ON_OTHER_BATCH');
  expect((await seen(batch)).exceptions).toMatchObject([{ class: 'identity_mismatch', severity: 'critical' }]);
  await does(batch, 'wash', { kind: 'activity', value: WASH, sourceTime: await says('activityName', WASH) });
});

test("[INV-8] a sample under another batch's label is on record when it is read, also when nobody goes on to sign", async () => {
  const { batch } = await washed();
  const stranger = body({ kind: 'sample', read: 'SMP/B-1999-0001/IPC-SAMPLE', byHand: false });
  await expect(plant.technician.challenge('performed', path(batch, 'ipc-sample'), stranger)).rejects.toThrow(
    'WRONG_SAMPLE',
  );
  expect((await seen(batch)).exceptions).toMatchObject([{ class: 'wrong_sample', severity: 'critical' }]);
  await plant.technician.sign('performed', path(batch, 'ipc-sample'), body(await sampleOf(batch)));
  expect((await lineOf(batch, 'ipc-sample'))?.outcome).toMatchObject({
    kind: 'sample',
    sample: `${(await seen(batch)).number}/IPC-SAMPLE`,
  });
});

test('what cannot be an answer to a sample or an activity is refused at the door', async () => {
  const { batch } = await cultured();
  for (const answer of [
    { kind: 'sample' },
    { kind: 'activity', value: WASH },
    { kind: 'activity', value: 'x'.repeat(500) },
  ]) {
    expect(await plant.technician.refused(path(batch, 'wash'), body(answer))).toBe('BAD_REQUEST');
  }
});

test('a test that may be pending is signed for with the certificate, and is due so long after it', async () => {
  const { batch } = await washed();
  await plant.technician.sign('performed', path(batch, 'ipc-sample'), body(await sampleOf(batch)));
  expect(await plant.technician.refused(path(batch, 'density'), body(entry('90')))).toBe('NOT_THIS_ROLE');
  await does(batch, 'density', entry('90'), analyst);
  const all = `/api/batches/${batch.id}`;
  await plant.technician.post(`${all}/finish`, {});
  await plant.quality.sign('reviewed', `${all}/review`, {});
  expect((await seen(batch)).release).toEqual({
    reference: 'Invented for tests',
    pending: [
      { id: 'sterility', title: { en: 'Sterility', nl: 'Steriliteit' }, due: '14 d', reference: 'Ph. Eur. 2.6.1' },
    ],
  });
  const { shown } = await plant.certifier.challenge('certified', `${all}/certify`, {});
  expect(shown).toContainEqual({
    label: 'Pending test',
    value: 'Sterility · due within 14 d of the certificate · Ph. Eur. 2.6.1',
  });
  expect(shown).toContainEqual({ label: 'Steps that do not apply', value: '1' });
  await plant.certifier.sign('certified', `${all}/certify`, {});
  const { certificate, release } = await seen(batch);
  const certifiedAt = Date.parse(certificate?.signature.at ?? '');
  expect(release?.pending[0]?.dueAt).toBe(new Date(certifiedAt + 14 * 24 * 3_600_000).toISOString());
});
