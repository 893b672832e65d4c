import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { TestClient } from '../harness/test-client.ts';
import { createTestSite, startedBatch, type TestSite, type TestBatch } from '../harness/test-site.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let testSite: TestSite;
let batch: TestBatch;
let path = '';

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, smallRecipe());
  batch = await startedBatch(testSite);
  path = `/api/batches/${batch.id}`;
});
afterAll(() => server.remove());

const wrong = (challenge: string = randomUUID()) => ({
  asOf: 9,
  answer: { kind: 'instruction' },
  signature: { challenge, userName: 'technician', password: 'not-the-right-one' },
});
const codeOf = async (client: TestClient, to: string, body: unknown): Promise<string | undefined> =>
  (await client.request('POST', to, body, randomUUID())).problem?.code;

test.each(['a%00b', 'x'.repeat(300), 'Jan%20Jansen%20born%201-2-2015'])(
  'the step name %j in a path is refused, and nothing is recorded',
  async (name) => {
    const before = await server.events(`batch/${batch.id}`);
    expect(await codeOf(testSite.technician, `${path}/steps/${name}/start`, { asOf: 9 })).toBe('BAD_REQUEST');
    expect(await codeOf(testSite.technician, `${path}/steps/${name}/perform`, wrong())).toBe('BAD_REQUEST');
    expect(await server.events(`batch/${batch.id}`)).toHaveLength(before.length);
  },
);

test.each([{ surface: '\u0000' }, { '\ud800': 'empty' }, { surface: { deep: 1 } }])(
  'check states %j are refused as a bad request',
  async (states) => {
    for (const kind of ['check', 'instruction']) {
      const body = { asOf: 9, answer: { kind, states } };
      expect(await codeOf(testSite.technician, `${path}/steps/line-clearance/perform`, body)).toBe('BAD_REQUEST');
    }
  },
);

test.each(['{"status":"released"}', '{"x":1e400}', `{"x":${'['.repeat(100)}${']'.repeat(100)}}`])(
  '[S28] a command without fields refuses the body %s',
  async (body) => {
    expect(await codeOf(testSite.technician, `${path}/finish`, body)).toBe('BAD_REQUEST');
    expect(await codeOf(testSite.quality, `${path}/resume`, body)).toBe('BAD_REQUEST');
  },
);

test('an id in capitals is refused in paths and bodies', async () => {
  const { planner, technician, recipe } = testSite;
  const upper = (id: string): string => id.toUpperCase();
  expect((await technician.request('GET', `/api/batches/${upper(batch.id)}`)).problem?.code).toBe('BAD_REQUEST');
  const order = await planner.post('/api/therapies', { coi: 'COI-CAPITAL', orderNumber: 'ORD-CAPITAL' });
  const therapy = upper(order.stream.slice('therapy/'.length));
  expect(await codeOf(planner, '/api/batches', { therapy, recipe })).toBe('BAD_REQUEST');
  const admin = await server.registerAndSignIn('admin', 'administrator');
  const minted = { name: 'adapter', part: 'device-adapter', devices: [upper(batch.device)] };
  expect(await codeOf(admin, '/api/machine-tokens', minted)).toBe('BAD_REQUEST');
});

test('[P11-10d] a signature challenge is given only to those who may give the command', async () => {
  const reader = await server.registerAndSignIn('reader', 'administrator', 'inspector');
  const asked = { meaning: 'reviewed', path: `${path}/review`, body: '{}' };
  expect(await reader.refusalCode('/api/signature-challenges', asked)).toBe('NOT_ALLOWED');
  const approval = { meaning: 'approved', path: `/api/recipes/${testSite.recipe}/approve`, body: '{}' };
  expect(await reader.refusalCode('/api/signature-challenges', approval)).toBe('NOT_ALLOWED');
});

test('[S27] a challenge for a body with __proto__ is refused', async () => {
  const body = '{"asOf":1,"answer":{"kind":"instruction"},"__proto__":{"reason":"x"}}';
  const asked = { meaning: 'performed', path: `${path}/steps/line-clearance/perform`, body };
  expect(await testSite.technician.refusalCode('/api/signature-challenges', asked)).toBe('BAD_REQUEST');
});

test('[S10] of forty simultaneous wrong passwords five are checked and the others refused', async () => {
  const other = await startedBatch(testSite);
  const step = `/api/batches/${other.id}/steps/line-clearance/perform`;
  const guess = { ...wrong(), signature: { ...wrong().signature, userName: 'certifier' } };
  const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(testSite.technician, step, guess)));
  expect(codes.filter((code) => code === 'SIGNATURE_FAILED')).toHaveLength(5);
  expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(35);
  const attempts = (await server.events(`batch/${other.id}`)).filter(({ type }) => type === 'AttemptRefused');
  expect(attempts).toHaveLength(5);
});

test('[S38] query parameters of a failed statement are not logged', async () => {
  const canary = 'Kanarie-vertelt-niets';
  await server.query('alter table content add constraint broken check (octet_length(bytes) < 10) not valid');
  try {
    const body = { reason: canary };
    const { problem } = await testSite.technician.request('POST', `${path}/hold`, body, randomUUID());
    expect(problem?.code).toBe('INTERNAL');
    // The log comes through a pipe and may arrive after the answer.
    const { reference = '' } = problem ?? {};
    await waitUntil('the log to say so', () => Promise.resolve(server.output.includes(reference) || undefined));
  } finally {
    await server.query('alter table content drop constraint broken');
  }
  expect(server.output).not.toContain(canary);
  expect(server.output).not.toContain(Buffer.from(canary).toString('hex'));
  expect(server.output).not.toMatch(/"parameters"/);
});

test('[INV-8] a label of another patient puts the batch on hold when it is scanned, before anybody signs', async () => {
  const { technician, witness } = testSite;
  const { id, coi } = await startedBatch(testSite);
  const step = (name: string): string => `/api/batches/${id}/steps/${name}`;
  const clear = { asOf: 99, answer: { kind: 'check', states: { surface: 'empty' } } };
  await technician.sign('performed', `${step('line-clearance')}/perform`, clear);
  const witnessed = `${step('line-clearance')}/witness`;
  await technician.sign('witnessed', witnessed, { asOf: 99 }, witness.credentials);
  const scan = (label: string) => ({ asOf: 99, answer: { kind: 'scan', read: `COI/${label}`, byHand: false } });
  const perform = `${step('patient-label')}/perform`;
  await expect(technician.challenge('performed', perform, scan('OTHER-CHILD'))).rejects.toThrow('WRONG_PATIENT');
  const { held, exceptions } = await getBatch(technician, id);
  expect(held).toBe(true);
  expect(exceptions).toMatchObject([{ class: 'identity_mismatch', severity: 'critical' }]);
  expect((await server.events(`batch/${id}`)).map(({ type }) => type).slice(-3)).toEqual([
    'AttemptRefused',
    'ExceptionRaised',
    'BatchHeld',
  ]);
  await technician.challenge('performed', perform, scan(coi));
  expect((await getBatch(technician, id)).steps[1]?.status).toBe('ready');
});
