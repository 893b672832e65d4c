import { randomUUID } from 'node:crypto';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import type { BatchEvent } from '@autolog/domain/batch/event';
import type { Instant } from '@autolog/domain/brand';
import { streamOf } from '@autolog/domain/stream/stream';
import { QUEUE_SCHEMA } from '@autolog/store/migrate';
import { stepId } from './bench-recipe.ts';
import { appendAll } from './bench-site.ts';
import { atMost, withinTimes, type Benchmark } from './benchmark.ts';
import { BenchServer } from './bench-server.ts';
import { pgbenchLatencies, recordStatements, scriptFor } from './pgbench.ts';
import { median, p99 } from './statistics.ts';

const TIMERS = 1_000;
const BATCHES = 50;
const STEPS_DONE = 20;
const WITHIN_MS = 10_000;
const ARMING_MS = 10_000;
const AFTER_MS = 5_000;
const CONCURRENCY = 2;
const TIMES_MAX = 3;
const PGBENCH_CLIENTS = 8;

/**
 * A thousand timers of fifty batches that nobody has asked for, due evenly over ten seconds. Compared with what its two
 * halves take alone: BullMQ waking up as often, and pgbench sending the statements of one firing at the same rate.
 */
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
    const queue = await bullmqAlone(running.server.database.runtimeUrl, timers);
    const firing = await firingByPgbench(running, quick);
    await running.remove();
    const late = fired.map((row) => row.late);
    const lost = timers - new Set(fired.map((row) => row.timer)).size;
    const twice = fired.length - new Set(fired.map((row) => row.timer)).size;
    const name =
      `timer lateness, ${String(timers)} due within 10 s over ${String(BATCHES)} cold batches: p99 (median ${String(median(late))} ms), ` +
      `against BullMQ alone (${p99(queue).toFixed(0)} ms) and the statements of a firing by pgbench (${p99(firing).toFixed(0)} ms)`;
    return [
      withinTimes(name, p99(late), p99(queue) + p99(firing), { times: TIMES_MAX, unit: 'ms' }),
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
  const from = Date.parse(await running.inProcess.store.log.now()) + ARMING_MS;
  for (const [b, batch] of batches.entries()) {
    const events = Array.from({ length: each }, (_, n): BatchEvent => {
      const step = stepId(STEPS_DONE + n);
      const dueAt = new Date(from + ((n * BATCHES + b) * WITHIN_MS) / timers).toISOString() as Instant;
      return { type: 'TimerArmed', v: 1, timer: `${step}/window-opens`, step, purpose: 'window-opens', dueAt };
    });
    await appendAll(running.inProcess.store, streamOf('batch', batch), events);
  }
  const left = from - Date.parse(await running.inProcess.store.log.now());
  if (left < ARMING_MS / 4) throw new Error('the timers could not be armed in time');
}

/** Milliseconds that the statements of one firing take, due at random moments on fifty other batches. */
async function firingByPgbench(running: BenchServer, quick: boolean): Promise<readonly number[]> {
  const events = STEPS_DONE * 10;
  const [recorded, ...others] = await running.batches(BATCHES + 1, (n) => ({
    number: `C-${String(n)}`,
    stepsDone: STEPS_DONE,
    events,
  }));
  if (!recorded) throw new Error('there is no batch to record');
  const { inProcess } = running;
  const dueAt = new Date(Date.parse(await inProcess.store.log.now()) - 1_000).toISOString() as Instant;
  const armed = [0, 1].map((n): BatchEvent => {
    const step = stepId(STEPS_DONE + n);
    return { type: 'TimerArmed', v: 1, timer: `${step}/window-opens`, step, purpose: 'window-opens', dueAt };
  });
  await appendAll(inProcess.store, streamOf('batch', recorded), armed);
  const [first, second] = armed.map((event) => ({ batch: recorded, name: 'timer' in event ? event.timer : '', dueAt }));
  if (!first || !second) throw new Error('no timer was armed');
  await inProcess.fireTimer(first); // the batch is warm before its statements are recorded
  const head = events + armed.length + 1;
  const statements = await recordStatements(() => inProcess.fireTimer(second));
  const scripts = others.map((batch) => scriptFor(batch, { batch: recorded, command: randomUUID(), head, statements }));
  return pgbenchLatencies(running.server.database.runtimeUrl, scripts, {
    clients: PGBENCH_CLIENTS,
    seconds: quick ? 2 : WITHIN_MS / 1_000,
    perSecond: (TIMERS * 1_000) / WITHIN_MS,
  });
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
