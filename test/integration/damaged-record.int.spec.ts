import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Problem } from '@autolog/contract/problem';
import { createTestSite, startedBatch, type TestSite } from '../harness/test-site.ts';
import { doStep, getRecord } from '../harness/batch-actions.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { waitingRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let testSite: TestSite;

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, waitingRecipe({ min: '1 s', max: '2 h' }));
});
afterAll(() => server.remove());

/** A batch that is ready to be certified. */
async function reviewed(): Promise<string> {
  const { technician, quality, witness } = testSite;
  const { id } = await startedBatch(testSite);
  await doStep(technician, id, 'labelling', witness.credentials);
  await technician.post(`/api/batches/${id}/finish`, {});
  await quality.sign('reviewed', `/api/batches/${id}/review`, {});
  return id;
}

/** Changes the log as only the owner of the database can, with the triggers switched off. */
async function tamper(sql: string, parameters: readonly unknown[]): Promise<void> {
  for (const table of ['event', 'leaf']) await server.query(`alter table ${table} disable trigger user`);
  await server.query(sql, parameters);
  for (const table of ['event', 'leaf']) await server.query(`alter table ${table} enable trigger user`);
}

async function certify(batch: string): Promise<Problem | undefined> {
  const { certifier } = testSite;
  const path = `/api/batches/${batch}/certify`;
  const { challenge } = await certifier.challenge('certified', path, {});
  const body = { signature: { challenge, ...certifier.credentials } };
  return (await certifier.request('POST', path, body, crypto.randomUUID())).problem;
}
const damaged = (what: string | RegExp) => ({
  code: 'RECORD_DAMAGED',
  facts: { what: typeof what === 'string' ? what : expect.stringMatching(what) },
});

test('[INV-11] an undamaged record is certified, also with events not yet sequenced', async () => {
  expect(await certify(await reviewed())).toBeUndefined();
});

test('[F21] a changed payload column is not shown, and the batch cannot be certified', async () => {
  const batch = await reviewed();
  const payloads = async () => (await getRecord(testSite.quality, batch)).events.map(({ payload }) => payload);
  const before = await payloads();
  await tamper(
    `update event set payload = payload || '{"code": "OTHER"}' where stream = $1 and type = 'BatchStarted'`,
    [`batch/${batch}`],
  );
  expect(await payloads()).toEqual(before);
  expect(await certify(batch)).toMatchObject(damaged(`batch/${batch} 2`));
});

test('[F21] a canonical text that does not match its hash is refused by record and certificate, naming the event', async () => {
  const batch = await reviewed();
  await tamper(
    `update event set canonical = replace(canonical, 'ROOM-', 'ROOM_') where stream = $1 and type = 'BatchStarted'`,
    [`batch/${batch}`],
  );
  const { problem } = await testSite.quality.request('GET', `/api/batches/${batch}/record`);
  expect(problem).toMatchObject(damaged(`batch/${batch} 2`));
  expect(problem?.detail).toContain(`batch/${batch} 2`);
  expect(await certify(batch)).toMatchObject(damaged(`batch/${batch} 2`));
});

test('[F21] an event with matching text, columns and hash is found by the signed root', async () => {
  const batch = await reviewed();
  const [row] = await server.query<{ canonical: string }>(
    `select canonical from event where stream = $1 and type = 'StepPerformed'`,
    [`batch/${batch}`],
  );
  const canonical = (row?.canonical ?? '').replace('"language":"en"', '"language":"nl"');
  const leaf = createHash('sha256').update(`\u0000${canonical}`).digest();
  await tamper(
    `update event set canonical = $2::text, payload = ($2::text::jsonb)->'payload', leaf_hash = $3 where stream = $1 and type = 'StepPerformed'`,
    [`batch/${batch}`, canonical, leaf],
  );
  expect((await testSite.quality.request('GET', `/api/batches/${batch}/record`)).status).toBe(200);
  expect(await testSite.quality.refusalCode(`/api/batches/${batch}/exports`, {})).toBe('RECORD_DAMAGED');
  expect(await certify(batch)).toMatchObject(damaged(/^batch\/.* in the log of \d+$/));
});

test('[F21] removed events are found, in the middle and at the end', async () => {
  const [middle, end] = [await reviewed(), await reviewed()];
  const remove = `with gone as (delete from leaf where stream = $1 and seq = $2) delete from event where stream = $1 and seq = $2`;
  await server.query('alter table leaf drop constraint leaf_stream_seq_fkey');
  await tamper(remove, [`batch/${middle}`, 3]);
  expect(await certify(middle)).toMatchObject(damaged(/^batch\/.*: \d+ of \d+ events$/));
  // Removing the event of a hold would lift the hold.
  const held = `batch/${end}`;
  await testSite.quality.post(`/api/batches/${end}/hold`, { reason: 'Look at this again' });
  const { asOf } = await getRecord(testSite.quality, end);
  await tamper(remove, [held, asOf]);
  await server.query('update stream set seq = $2 where stream = $1', [held, asOf - 1]);
  await server.stop();
  await server.start();
  await testSite.certifier.signIn();
  await server.query(`update batch set held = false where id = $1`, [end]);
  expect(await certify(end)).toMatchObject(damaged(/^the log: \d+ of \d+ entries$/));
});
