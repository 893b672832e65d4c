import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createTestSite, startedBatch, type TestSite } from '../harness/test-site.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let testSite: TestSite;

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, smallRecipe());
});
afterAll(() => server.remove());

test('a step that somebody else started since is refused with who did it; a remembered refusal of an earlier version is answered by the code of today', async () => {
  const { technician, witness } = testSite;
  const { id } = await startedBatch(testSite);
  const { asOf } = await getBatch(technician, id);
  const path = `/api/batches/${id}/steps/line-clearance/start`;
  await technician.post(path, { asOf });
  const key = randomUUID();
  const { problem } = await witness.request('POST', path, { asOf }, key);
  expect(problem).toMatchObject({ status: 409, code: 'STALE_VIEW' });
  expect(problem?.facts['what']).toContain('technician of the test started this step');

  await server.query('alter table command disable trigger command_append_only');
  const changed = await server.query(
    `update command set answer = jsonb_set(answer::jsonb, '{refused,refused}', '"BEHIND"') where id = $1 returning id`,
    [key],
  );
  await server.query('alter table command enable trigger command_append_only');
  expect(changed).toHaveLength(1);
  const repeated = await witness.request('POST', path, { asOf }, key);
  expect(repeated.problem).toMatchObject({ status: 409, code: 'STALE_VIEW', facts: problem?.facts });
});
