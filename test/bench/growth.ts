import type { BatchesReply, BatchReply } from '@autolog/contract/batch';
import type { TestClient } from '../harness/test-client.ts';
import { stepId } from './bench-recipe.ts';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { BenchServer } from './bench-server.ts';
import { median, timed } from './statistics.ts';

const PAST_BATCHES = [10, 1_000, 10_000];
const EVENTS_OF_A_PAST_BATCH = 12;
const EVENTS = 1_000;
const STEPS_DONE = 98;
const COMMANDS = 60;
const READS = 9;
const TIMES_MAX = 1.5;

type Figures = Readonly<{ command: number; list: number; review: number }>;

/** What a step command, the list of batches and a batch under review cost as the log fills with past batches. */
export const growth: Benchmark = {
  name: 'growth',
  run: async (benchPostgres, { quick }) => {
    const running = await BenchServer.start(benchPostgres);
    const quality = await running.server.registerAndSignIn('maaike', 'quality_officer');
    const technician = await running.server.registerAndSignIn('sanne', 'technician');
    const sizes = quick ? PAST_BATCHES.slice(0, 2) : PAST_BATCHES;
    const measured: Figures[] = [];
    let past = 0;
    for (const size of sizes) {
      const before = past;
      await running.batches(size - past, (n) => ({
        number: `P-${String(before + n)}`,
        stepsDone: 1,
        events: EVENTS_OF_A_PAST_BATCH,
      }));
      past = size;
      await running.waitUntilSequenced();
      await benchPostgres.vacuumAndCheckpoint(running.server.database);
      measured.push(await measure(running, technician, quality, `B-${String(size)}`));
    }
    await running.remove();
    const [first] = measured;
    if (!first) throw new Error('nothing was measured');
    return measured.slice(1).flatMap((figures, n) => {
      const beside = `${String(sizes[n + 1])} past batches, against ${String(sizes[0])}`;
      return [
        row(`step command over HTTP with ${beside}: median`, figures.command, first.command),
        row(`list of batches with ${beside}: median`, figures.list, first.list),
        row(`batch under review with ${beside}: median`, figures.review, first.review),
      ];
    });
  },
};

const row = (name: string, value: number, limit: number) =>
  withinTimes(name, value, limit, { times: TIMES_MAX, unit: 'ms' });

async function measure(
  running: BenchServer,
  technician: TestClient,
  quality: TestClient,
  number: string,
): Promise<Figures> {
  const [batch = ''] = await running.batches(1, () => ({ number, stepsDone: STEPS_DONE, events: EVENTS }));
  const path = `/api/batches/${batch}`;
  let asOf = EVENTS;
  const command = await medianOf(COMMANDS, async (n) => {
    const answer = n % 2 === 0 ? {} : { answer: { kind: 'entry', typed: '87,4' } };
    const act = n % 2 === 0 ? 'start' : 'perform';
    const step = stepId(STEPS_DONE + Math.floor(n / 2));
    ({ position: asOf } = await technician.post(`${path}/steps/${step}/${act}`, { asOf, ...answer }));
  });
  return {
    command,
    list: await medianOf(READS, () => quality.get<BatchesReply>('/api/batches')),
    review: await medianOf(READS, () => quality.get<BatchReply>(path)),
  };
}

/** Milliseconds in the middle, the first one left out: it finds nothing warm. */
async function medianOf(times: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < times; n += 1) taken.push((await timed(() => work(n))).ms);
  return median(taken.slice(1));
}
