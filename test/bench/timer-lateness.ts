import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import type { BatchEvent } from '@autolog/domain/batch/event';
import type { Instant } from '@autolog/domain/brand';
import { streamOf } from '@autolog/store/event';
import { QUEUE_SCHEMA } from '@autolog/store/migrate';
import { stepId } from './bench-recipe.ts';
import { appendAll } from './bench-site.ts';
import { atMost, type Benchmark } from './benchmark.ts';
import { BenchServer } from './bench-server.ts';
import { median, p99 } from './statistics.ts';

const TIMERS = 1_000;
const BATCHES = 50;
const STEPS_DONE = 20;
const WITHIN_MS = 10_000;
const ARMING_MS = 10_000;
const AFTER_MS = 5_000;
const CONCURRENCY = 2;
const P99_MS_MAX = 250;

/** Both wake up a thousand times, evenly over ten seconds; ours also fires each timer into its batch's record. */
export const timerLateness: Benchmark = {
  name: 'timer-lateness',
  run: async (benchPostgres, { quick }) => {
    const timers = quick ? TIMERS / 10 : TIMERS;
    const running = await BenchServer.start(benchPostgres);
    await arm(running, timers);
    await pause(ARMING_MS + WITHIN_MS + AFTER_MS);
    const fired = await running.server.query<{ late: number; timer: string }>(
      `select (payload ->> 'lateMs')::int as late, stream || (payload ->> 'timer') as timer from event where type = 'TimerFired'`,
    );
    await running.server.stop();
    const alone = await bullmqAlone(running.server.database.runtimeUrl, timers);
    await running.remove();
    const late = fired.map((row) => row.late);
    const lost = timers - new Set(fired.map((row) => row.timer)).size;
    const twice = fired.length - new Set(fired.map((row) => row.timer)).size;
    const limit = Math.round(p99(alone));
    const name = `timer lateness, ${String(timers)} due within 10 s: p99 (median ${String(median(late))} ms), limit is BullMQ alone`;
    return [
      atMost(name, p99(late), P99_MS_MAX, 'ms', { limit, ratio: Number((p99(late) / limit).toFixed(2)) }),
      atMost('timers lost or fired twice', lost + twice, 0, 'timers'),
    ];
  },
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function arm(running: BenchServer, timers: number): Promise<void> {
  const each = timers / BATCHES;
  const batches = await running.batches(BATCHES, (n) => ({
    number: `B-${String(n)}`,
    stepsDone: STEPS_DONE,
    events: STEPS_DONE * 10,
  }));
  await running.waitUntilSequenced();
  const from = Date.parse(await running.inProcess.records.log.now()) + ARMING_MS;
  for (const [b, batch] of batches.entries()) {
    const events = Array.from({ length: each }, (_, n): BatchEvent => {
      const step = stepId(STEPS_DONE + n);
      const dueAt = new Date(from + ((n * BATCHES + b) * WITHIN_MS) / timers).toISOString() as Instant;
      return { type: 'TimerArmed', v: 1, timer: `${step}/window-opens`, step, purpose: 'window-opens', dueAt };
    });
    await appendAll(running.inProcess.store, streamOf('batch', batch), events);
  }
  const left = from - Date.parse(await running.inProcess.records.log.now());
  if (left < ARMING_MS / 4) throw new Error('the timers could not be armed in time');
}

/** How late BullMQ runs a job that does nothing: same backend, same database, same concurrency. */
async function bullmqAlone(runtimeUrl: string, timers: number): Promise<readonly number[]> {
  setDefaultBackendFactory(createPostgresBackend);
  const connection = { connectionString: runtimeUrl, schema: QUEUE_SCHEMA };
  const queue = new Queue<{ due: number }>('bench', { connection });
  const late: number[] = [];
  const from = Date.now() + ARMING_MS;
  for (let n = 0; n < timers; n += 1) {
    const due = from + (n * WITHIN_MS) / timers;
    // With an id of one's own, as the product gives: without one BullMQ makes a sequence, which the role may not.
    const options = {
      jobId: `due.${String(n)}`,
      delay: Math.ceil(due - Date.now()),
      removeOnComplete: true,
      removeOnFail: true,
    };
    await queue.add('due', { due }, options);
  }
  const run = ({ data }: { data: { due: number } }): Promise<void> => {
    late.push(Date.now() - data.due);
    return Promise.resolve();
  };
  const worker = new Worker<{ due: number }>('bench', run, { connection, concurrency: CONCURRENCY });
  await pause(from + WITHIN_MS + AFTER_MS - Date.now());
  await worker.close(true);
  await queue.close();
  return late;
}
