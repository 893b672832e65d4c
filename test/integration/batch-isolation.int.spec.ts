import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createTestSite, startedBatch, type TestSite, type TestBatch } from '../harness/test-site.ts';
import { getBatch } from '../harness/batch-actions.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { SERVER_TEST_MS_MAX, TestServer } from '../harness/test-server.ts';
import { waitingRecipe } from '../harness/small-recipe.ts';

jest.setTimeout(SERVER_TEST_MS_MAX);

let server: TestServer;
let testSite: TestSite;

beforeAll(async () => {
  server = await TestServer.start({ environment: { AUTOLOG_QUEUE: 'off' } });
  testSite = await createTestSite(server, waitingRecipe({ min: '1 s', max: '2 h' }));
});
afterAll(() => server.remove());

const startWaiting = ({ id }: TestBatch) =>
  testSite.technician.post(`/api/batches/${id}/steps/labelling/start`, { asOf: 9 });

/** Writes an event that this software cannot read, as a disk fault could leave it. */
async function appendUnreadableEvent({ id }: TestBatch): Promise<void> {
  await server.query(
    `with head as (update stream set seq = seq + 1 where stream = $1 returning seq)
     insert into event (stream, seq, type, version, payload, actor, at, zone, software, canonical, leaf_hash)
     select $1, seq, 'StepPerformed', 1, '{"step": 7}', 'system/timer', now(), 'UTC', 'test', '{}', sha256('x') from head`,
    [`batch/${id}`],
  );
}

test('[INV-4] a batch with an unreadable event does not delay timers of another batch', async () => {
  const damaged = await startedBatch(testSite);
  const sound = await startedBatch(testSite);
  await startWaiting(damaged);
  await appendUnreadableEvent(damaged);
  await startWaiting(sound);
  const fired = await waitUntil(
    'the timer of the sound batch',
    async () => {
      const { timers } = await getBatch(testSite.technician, sound.id);
      return timers.some(({ name, status }) => name === 'labelling/minimum' && status === 'fired') ? true : undefined;
    },
    5_000,
  );
  expect(fired).toBe(true);
  expect(server.output).toContain('a timer could not fire');
});

test('a live stream opened while events are written reports every stream', async () => {
  const { planner } = testSite;
  const signedIn = await fetch(`${server.address}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...planner.credentials, at: 'desk' }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
  const growing = new AbortController();
  const made: string[] = [];
  const grow = async (): Promise<void> => {
    while (!growing.signal.aborted) {
      made.push((await planner.post('/api/rooms', { code: `GROW-${String(made.length)}` })).stream);
    }
  };
  const grown = grow();
  const screens = await Promise.all(
    Array.from({ length: 30 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 40));
      const response = await fetch(`${server.address}/live?after=0`, { headers: { cookie } });
      return response.body?.pipeThrough(new TextDecoderStream()).getReader();
    }),
  );
  growing.abort();
  await grown;
  for (const screen of screens) {
    let heard = '';
    while (made.some((stream) => !heard.includes(stream))) {
      const { value } = (await screen?.read()) ?? {};
      heard += value ?? '';
      if (heard.split('event: beat').length > 4) break;
    }
    expect(made.filter((stream) => !heard.includes(stream))).toEqual([]);
    await screen?.cancel();
  }
});
