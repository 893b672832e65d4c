import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { CommandReply } from '@autolog/contract/reply';
import type { HttpAnswer, TestClient } from '../harness/test-client.ts';
import { answerTo, getBatch, getRecord, getStep } from '../harness/batch-actions.ts';
import {
  createTestSite,
  createBatchWithPlace,
  startedBatch,
  type TestSite,
  type TestBatch,
} from '../harness/test-site.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { smallRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);
const TIMES = 20;

let server: TestServer;
let testSite: TestSite;

beforeAll(async () => {
  server = await TestServer.start();
  testSite = await createTestSite(server, smallRecipe());
});
afterAll(() => server.remove());

const sendAtOnce = <Result>(times: number, send: (n: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_, n) => send(n)));

/** An answer without the reference number, which is of one request. */
const withoutReference = ({ status, reply, problem }: HttpAnswer<unknown>): object => ({
  status,
  reply,
  problem: problem && { ...problem, reference: '' },
});

const codesOf = (answers: readonly HttpAnswer<unknown>[]): readonly string[] =>
  answers.map(({ status, problem }) => problem?.code ?? String(status)).sort();

const countOf = async (batch: string, type: string): Promise<number> =>
  (await getRecord(testSite.technician, batch)).events.filter((event) => event.type === type).length;

const countEvents = async (): Promise<number> =>
  (await server.query<{ count: number }>('select count(*)::int as count from event'))[0]?.count ?? 0;

/** The request with which this client performs and signs the first step. */
async function signedFirstStep(
  client: TestClient,
  { id }: TestBatch,
): Promise<Readonly<{ path: string; body: object }>> {
  const path = `/api/batches/${id}/steps/line-clearance/perform`;
  const line = await getStep(client, id, 'line-clearance');
  const body = { asOf: line.asOf, answer: await answerTo(client, id, line) };
  const { challenge } = await client.challenge('performed', path, body);
  return { path, body: { ...body, signature: { challenge, ...client.credentials } } };
}

describe('[INV-2] [F14] one command sent many times at once', () => {
  test('an order sent twenty times at once is created once, and all twenty replies are the same', async () => {
    const key = randomUUID();
    const body = { coi: 'COI-TWICE-01', orderNumber: 'ORDER-TWICE-1' };
    const before = await countEvents();
    const answers = await sendAtOnce(TIMES, () =>
      testSite.planner.request<CommandReply>('POST', '/api/therapies', body, key),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(withoutReference(answer)))).size).toBe(1);
    expect(answers[0]?.reply.stream).toMatch(/^therapy\//);
    expect(await countEvents()).toBe(before + 1);
  });

  test('a signed step sent twenty times at once is recorded once, with one signature and no refused attempt', async () => {
    const batch = await startedBatch(testSite);
    const { path, body } = await signedFirstStep(testSite.technician, batch);
    const key = randomUUID();
    const answers = await sendAtOnce(TIMES, () => testSite.technician.request<CommandReply>('POST', path, body, key));
    expect(new Set(answers.map((answer) => JSON.stringify(withoutReference(answer)))).size).toBe(1);
    expect(answers[0]?.reply.stream).toBe(`batch/${batch.id}`);
    expect(await countOf(batch.id, 'StepPerformed')).toBe(1);
    expect(await countOf(batch.id, 'AttemptRefused')).toBe(0);
    const [line] = (await getBatch(testSite.technician, batch.id)).steps;
    expect(line).toMatchObject({ status: 'awaiting_witness', signature: { userName: 'technician' } });
  });

  test('a refusal is the same after the server was killed and started again', async () => {
    const batch = await startedBatch(testSite);
    const path = `/api/batches/${batch.id}/start`;
    const body = { room: batch.room, device: batch.device };
    const key = randomUUID();
    const first = await testSite.technician.request('POST', path, body, key);
    expect(first.problem?.code).toBe('BATCH_STATUS');
    await server.stop('SIGKILL');
    await server.start();
    expect(withoutReference(await testSite.technician.request('POST', path, body, key))).toEqual(
      withoutReference(first),
    );
  });

  test('a used idempotency key is refused for another command, and nothing is written', async () => {
    const key = randomUUID();
    await testSite.planner.post('/api/therapies', { coi: 'COI-TWICE-02', orderNumber: 'ORDER-TWICE-2' }, key);
    const before = await countEvents();
    const other = { coi: 'COI-TWICE-03', orderNumber: 'ORDER-TWICE-3' };
    const attempts = [
      await testSite.planner.request('POST', '/api/therapies', other, key),
      await testSite.planner.request('POST', '/api/rooms', { code: 'ROOM-TWICE' }, key),
      await testSite.planner.request('POST', '/api/rooms', { code: 'ROOM-TWICE' }, key),
    ];
    expect(attempts.map(({ status, problem }) => [status, problem?.code])).toEqual(
      attempts.map(() => [422, 'KEY_REUSED']),
    );
    expect(await countEvents()).toBe(before);
  });

  test('an idempotency key used by another person is refused, even with the same body', async () => {
    const key = randomUUID();
    const batch = await createBatchWithPlace(testSite);
    const body = { room: batch.room, device: batch.device };
    await testSite.technician.post(`/api/batches/${batch.id}/start`, body, key);
    const { status, problem } = await testSite.witness.request('POST', `/api/batches/${batch.id}/start`, body, key);
    expect([status, problem?.code]).toEqual([422, 'KEY_REUSED']);
  });
});

describe('[INV-2] [F15] two people act on one thing', () => {
  test('two terminals perform the same step: one succeeds, the other is told who did it', async () => {
    const batch = await startedBatch(testSite);
    const pair = [testSite.technician, testSite.witness] as const;
    const sends = await Promise.all(pair.map((client) => signedFirstStep(client, batch)));
    const answers = await sendAtOnce(2, (n) =>
      (pair[n] as TestClient).request('POST', sends[n]?.path ?? '', sends[n]?.body, randomUUID()),
    );
    expect(codesOf(answers)).toEqual(['200', 'STALE_VIEW']);
    const winner = answers[0]?.problem ? 'witness' : 'technician';
    expect(answers.find(({ problem }) => problem)?.problem?.detail).toContain(`${winner} of the test`);
    expect(await countOf(batch.id, 'StepPerformed')).toBe(1);
    expect((await getBatch(testSite.technician, batch.id)).steps[0]?.signature?.userName).toBe(winner);
  });

  test('two witnesses sign at once: one succeeds, the other is told who did it', async () => {
    const batch = await startedBatch(testSite);
    const { path, body } = await signedFirstStep(testSite.technician, batch);
    await testSite.technician.post(path, body);
    const pair = [testSite.witness, await server.registerAndSignIn('third', 'technician')] as const;
    const witnessPath = `/api/batches/${batch.id}/steps/line-clearance/witness`;
    const { asOf } = await getBatch(testSite.technician, batch.id);
    const answers = await Promise.all(
      pair.map(async (client) => {
        const { challenge } = await client.challenge('witnessed', witnessPath, { asOf });
        const signed = { asOf, signature: { challenge, ...client.credentials } };
        return client.request('POST', witnessPath, signed, randomUUID());
      }),
    );
    expect(codesOf(answers)).toEqual(['200', 'STALE_VIEW']);
    const winner = answers[0]?.problem ? 'third' : 'witness';
    expect(answers.find(({ problem }) => problem)?.problem?.detail).toContain(`${winner} of the test`);
    expect(await countOf(batch.id, 'StepWitnessed')).toBe(1);
  });

  test('twenty simultaneous starts of two batches in one room: one succeeds, all others are refused', async () => {
    const [first, second] = [await createBatchWithPlace(testSite), await createBatchWithPlace(testSite)];
    const keys = Array.from({ length: TIMES }, () => randomUUID());
    const answers = await Promise.all(
      keys.map((key, n) => {
        const { id, device } = n % 2 === 0 ? first : second;
        return testSite.technician.request<CommandReply>(
          'POST',
          `/api/batches/${id}/start`,
          { room: first.room, device },
          key,
        );
      }),
    );
    const codes = codesOf(answers);
    expect(codes.filter((code) => code === '200' || code === '201')).toHaveLength(1);
    // Starts of the other batch find the room occupied; further starts of the same batch find it started.
    expect(codes.filter((code) => code === 'ROOM_OCCUPIED')).toHaveLength(TIMES / 2);
    expect(codes.filter((code) => code === 'BATCH_STATUS')).toHaveLength(TIMES / 2 - 1);
    expect((await countOf(first.id, 'BatchStarted')) + (await countOf(second.id, 'BatchStarted'))).toBe(1);
    const occupied = await server.events(`room/${first.room}`);
    expect(occupied.map(({ type }) => type)).toEqual(['RoomRegistered', 'RoomOccupied']);
    const kept = await server.query<{ refused: string | null }>(
      `select answer -> 'refused' ->> 'refused' as refused from command where id = any($1)`,
      [keys],
    );
    expect(kept).toHaveLength(TIMES);
    expect((await countOf(first.id, 'AttemptRefused')) + (await countOf(second.id, 'AttemptRefused'))).toBe(TIMES / 2);
    expect(kept.filter(({ refused }) => refused === 'ROOM_OCCUPIED')).toHaveLength(TIMES / 2);
  });
});
