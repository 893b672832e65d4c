import type { BatchId } from '@autolog/domain/brand';
import { STEPS } from './bench-recipe.ts';
import { InProcessServer } from './in-process-server.ts';
import { appendLargeBatch } from './large-batch.ts';
import { createBenchSite, type BenchSite } from './bench-site.ts';
import { pgbench, recordStatements, scriptFor, type RecordedCommand } from './pgbench.ts';
import { shareOf, type Benchmark } from './benchmark.ts';
import { runConcurrently } from './statistics.ts';

const CONNECTIONS = 8;
const BATCHES = 50;
const EVENTS = 1_000;
const STEPS_DONE = 98;
const SHARE_MIN = 0.5;
const ROUNDS = 3;
const ROUND_SECONDS = 8;

/** The work in turns: ours, pgbench's, ours … so that a busy minute of the machine falls on both. */
export const stepInProcess: Benchmark = {
  name: 'step-in-process',
  run: async (benchPostgres, { quick }) => {
    const urls = await benchPostgres.createFoundedDatabase();
    const inProcess = await InProcessServer.open(urls, CONNECTIONS);
    const benchSite = await createBenchSite(inProcess.store);
    const ours = await makeBatches(inProcess, benchSite, 'A', quick ? 8 : BATCHES);
    const theirs = await makeBatches(inProcess, benchSite, 'B', quick ? 8 : BATCHES);
    const recordings = await recordStepCommands(inProcess, benchSite);
    const scripts = theirs.flatMap((batch) => recordings.map((recording) => scriptFor(batch, recording)));
    const next = steps(ours);
    const seconds = quick ? 2 : ROUND_SECONDS;
    await benchPostgres.vacuumAndCheckpoint(urls);
    await run(inProcess, benchSite, next, 1);
    const measured = { ours: 0, pgbench: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      measured.ours += await run(inProcess, benchSite, next, seconds);
      const before = await headsOf(inProcess, theirs);
      const rate = await pgbench(urls.runtimeUrl, scripts, CONNECTIONS, seconds);
      // Statements that match no row are cheap: every one of its transactions must have appended something.
      if ((await headsOf(inProcess, theirs)) - before < rate * (seconds - 1)) throw new Error('pgbench did other work');
      measured.pgbench += rate;
    }
    await inProcess.close();
    await urls.drop();
    const statements = recordings.map((recording) => recording.statements.length);
    const name = `step command in process, 8 connections, 50 batches of 1,000 events (${statements.join(' and ')} statements to start and to perform)`;
    return [shareOf(name, measured.ours / ROUNDS, measured.pgbench / ROUNDS, SHARE_MIN, 'commands/s')];
  },
};

async function makeBatches(
  inProcess: InProcessServer,
  benchSite: BenchSite,
  letter: string,
  count: number,
): Promise<readonly BatchId[]> {
  const made: BatchId[] = [];
  for (let n = 0; n < count; n += 1) {
    const number = `B-${letter}-${String(n).padStart(4, '0')}`;
    made.push(await appendLargeBatch(inProcess.store, benchSite, { number, stepsDone: STEPS_DONE, events: EVENTS }));
  }
  return made;
}

/** What starting and performing a step send, on a batch of its own that the server has just dealt with. */
export async function recordStepCommands(
  inProcess: InProcessServer,
  benchSite: BenchSite,
): Promise<readonly RecordedCommand[]> {
  const [batch] = await makeBatches(inProcess, benchSite, 'R', 1);
  if (!batch) throw new Error('there is no batch to record');
  const warm = await inProcess.runStepCommand(benchSite.by, batch, STEPS_DONE, 'start', EVENTS);
  let asOf = await inProcess.runStepCommand(benchSite.by, batch, STEPS_DONE, 'perform', warm);
  const recordings: RecordedCommand[] = [];
  for (const what of ['start', 'perform'] as const) {
    const head = asOf;
    const statements = await recordStatements(async () => {
      asOf = await inProcess.runStepCommand(benchSite.by, batch, STEPS_DONE + 1, what, head);
    });
    const command = statements.find(({ text }) => text.includes('from command'))?.values[0];
    recordings.push({ batch, command: String(command), head, statements });
  }
  return recordings;
}

async function headsOf({ store }: InProcessServer, batches: readonly BatchId[]): Promise<number> {
  const streams = batches.map((batch) => `batch/${batch}`);
  const sql = 'select sum(seq)::int as heads from stream where stream = any($1)';
  const [row] = await store.database.query<{ heads: number }>(sql, [streams]);
  return row?.heads ?? 0;
}

type NextStep = () => Readonly<{ batch: BatchId; step: number }> | undefined;

/** Every open step of every batch once, batch by batch in turn. */
function steps(batches: readonly BatchId[]): NextStep {
  let n = 0;
  return () => {
    const batch = batches[n % batches.length];
    const step = STEPS_DONE + Math.floor(n / batches.length);
    n += 1;
    return batch !== undefined && step < STEPS ? { batch, step } : undefined;
  };
}

/** Commands a second. */
async function run(inProcess: InProcessServer, benchSite: BenchSite, next: NextStep, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const driven = await runConcurrently(CONNECTIONS, async () => {
    const one = performance.now() < until ? next() : undefined;
    if (!one) return false;
    const asOf = await inProcess.runStepCommand(benchSite.by, one.batch, one.step, 'start', EVENTS);
    await inProcess.runStepCommand(benchSite.by, one.batch, one.step, 'perform', asOf);
    return true;
  });
  if (driven.seconds < seconds) throw new Error('the batches had too few open steps for this machine');
  return (driven.count * 2) / driven.seconds;
}
