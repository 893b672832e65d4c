import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { RecordReply } from '@autolog/contract/record';
import { TestClient } from '../harness/test-client.ts';
import { createTestSite, startedBatch, type TestSite } from '../harness/test-site.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

const TERMINAL = '0193b7e2-0000-4000-8000-0000000000aa';
const CLEAR = { kind: 'check', states: { surface: 'empty' } };

let server: TestServer;
let testSite: TestSite;
let atTerminal: TestClient;

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, smallRecipe());
  atTerminal = new TestClient(server.address, testSite.technician.credentials, TERMINAL);
  await atTerminal.signIn('terminal');
});
afterAll(() => server.remove());

/** What the log holds of where each event of a batch was made. */
const placesOf = (stream: string) =>
  server.query<{ type: string; terminal: string | null; room: string | null; canonical: string }>(
    'select type, terminal, room, canonical from event where stream = $1 order by seq',
    [stream],
  );

test('an event of a step has the terminal it was recorded at and the room of its batch; one from elsewhere has no terminal', async () => {
  const batch = await startedBatch(testSite);
  const path = `/api/batches/${batch.id}`;
  const { asOf } = await getBatch(atTerminal, batch.id);
  await atTerminal.post(`${path}/steps/line-clearance/start`, { asOf });
  await atTerminal.sign('performed', `${path}/steps/line-clearance/perform`, { asOf: asOf + 1, answer: CLEAR });
  await testSite.technician.post(`${path}/hold`, { reason: 'A reason' });

  const places = await placesOf(`batch/${batch.id}`);
  const placeOf = (type: string) => places.find((place) => place.type === type);
  expect(placeOf('BatchCreated')).toMatchObject({ terminal: null, room: null });
  expect(placeOf('BatchStarted')).toMatchObject({ terminal: null, room: batch.room });
  expect(placeOf('StepStarted')).toMatchObject({ terminal: TERMINAL, room: batch.room });
  expect(placeOf('StepPerformed')).toMatchObject({ terminal: TERMINAL, room: batch.room });
  expect(placeOf('BatchHeld')).toMatchObject({ terminal: null, room: batch.room });
  const hashed = JSON.parse(placeOf('StepPerformed')?.canonical ?? '{}') as object;
  expect(hashed).toMatchObject({ terminal: TERMINAL, room: batch.room });

  const { events } = await testSite.quality.get<RecordReply>(`${path}/record`);
  const { code } = (await server.query<{ code: string }>('select code from room where id = $1', [batch.room]))[0]!;
  expect(events.find(({ type }) => type === 'StepPerformed')).toMatchObject({ terminal: TERMINAL, room: code });
  expect(events[0]).not.toHaveProperty('room');
});

test('a batch that gave its room back is in no room', async () => {
  const batch = await startedBatch(testSite);
  const path = `/api/batches/${batch.id}`;
  await testSite.certifier.sign('rejected', `${path}/reject`, { reason: 'A reason' });
  await testSite.technician.request('POST', `${path}/finish`, {}, randomUUID());
  const places = await placesOf(`batch/${batch.id}`);
  expect(places.find(({ type }) => type === 'BatchRejected')).toMatchObject({ room: batch.room });
  await testSite.quality.post(`${path}/exports`, {});
  expect((await placesOf(`batch/${batch.id}`)).at(-1)).toMatchObject({ type: 'BatchExported', room: null });
});

test('signing in and out is recorded with the terminal', async () => {
  const client = new TestClient(server.address, testSite.witness.credentials, TERMINAL);
  await client.signIn('terminal');
  await client.post('/api/sign-out', {});
  const { person } = await testSite.witness.get<{ person: string }>('/api/me');
  const places = await placesOf(`person/${person}`);
  expect(places.slice(-2)).toMatchObject([
    { type: 'SignedIn', terminal: TERMINAL },
    { type: 'SignedOut', terminal: TERMINAL },
  ]);
});

test.each(['room 4', TERMINAL.toUpperCase(), `${TERMINAL}, ${TERMINAL}`, ''])(
  '[S27] the terminal %j is refused',
  async (terminal) => {
    const headers = { 'content-type': 'application/json', 'autolog-terminal': terminal };
    const body = JSON.stringify({ ...testSite.technician.credentials, at: 'terminal' });
    const response = await fetch(`${server.address}/api/sign-in`, { method: 'POST', headers, body });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'BAD_REQUEST']);
  },
);
