import type { BatchId } from '@autolog/domain/brand';
import { STEPS } from './bench-recipe.ts';
import { InProcess } from './in-process.ts';
import { makeBatch } from './large-batch.ts';
import { makePlant, type Plant } from './plant.ts';
import { pgbench, recorded, scriptFor, type Recording } from './pgbench.ts';
import { shareOf, type Measure } from './row.ts';
import { drive } from './statistics.ts';

const CONNECTIONS = 8;
const BATCHES = 50;
const EVENTS = 1_000;
const STEPS_DONE = 98;
const SHARE_MIN = 0.35;
const ROUNDS = 3;
const ROUND_SECONDS = 8;

/** The work in turns: ours, pgbench's, ours … so that a busy minute of the machine falls on both. */
export const stepInProcess: Measure = {
  name: 'step-in-process',
  run: async (ground, { quick }) => {
    const urls = await ground.database();
    const inside = await InProcess.open(urls, CONNECTIONS);
    const plant = await makePlant(inside.store);
    const ours = await makeBatches(inside, plant, 'A', quick ? 8 : BATCHES);
    const theirs = await makeBatches(inside, plant, 'B', quick ? 8 : BATCHES);
    const recordings = await record(inside, plant);
    const scripts = theirs.flatMap((batch) => recordings.map((recording) => scriptFor(batch, recording)));
    const next = steps(ours);
    const seconds = quick ? 2 : ROUND_SECONDS;
    await ground.settle(urls);
    await run(inside, plant, next, 1);
    const measured = { ours: 0, pgbench: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      measured.ours += await run(inside, plant, next, seconds);
      const before = await headsOf(inside, theirs);
      const rate = await pgbench(urls.runtimeUrl, scripts, CONNECTIONS, seconds);
      // Statements that match no row are cheap: every one of its transactions must have appended something.
      if ((await headsOf(inside, theirs)) - before < rate * (seconds - 1)) throw new Error('pgbench did other work');
      measured.pgbench += rate;
    }
    await inside.close();
    await urls.drop();
    const statements = recordings.map((recording) => recording.statements.length);
    const name = `step command in process, 8 connections, 50 batches of 1,000 events (${statements.join(' and ')} statements to start and to perform)`;
    return [shareOf(name, measured.ours / ROUNDS, measured.pgbench / ROUNDS, SHARE_MIN, 'commands/s')];
  },
};

async function makeBatches(
  inside: InProcess,
  plant: Plant,
  letter: string,
  count: number,
): Promise<readonly BatchId[]> {
  const made: BatchId[] = [];
  for (let n = 0; n < count; n += 1) {
    const number = `B-${letter}-${String(n).padStart(4, '0')}`;
    made.push(await makeBatch(inside.store, plant, { number, stepsDone: STEPS_DONE, events: EVENTS }));
  }
  return made;
}

/** What starting and performing a step send, on a batch of its own that the server has just dealt with. */
async function record(inside: InProcess, plant: Plant): Promise<readonly Recording[]> {
  const [batch] = await makeBatches(inside, plant, 'R', 1);
  if (!batch) throw new Error('there is no batch to record');
  const warm = await inside.step(plant.by, batch, STEPS_DONE, 'start', EVENTS);
  let asOf = await inside.step(plant.by, batch, STEPS_DONE, 'perform', warm);
  const recordings: Recording[] = [];
  for (const what of ['start', 'perform'] as const) {
    const head = asOf;
    const statements = await recorded(async () => {
      asOf = await inside.step(plant.by, batch, STEPS_DONE + 1, what, head);
    });
    const command = statements.find(({ text }) => text.includes('from command'))?.values[0];
    recordings.push({ batch, command: String(command), head, statements });
  }
  return recordings;
}

async function headsOf({ records }: InProcess, batches: readonly BatchId[]): Promise<number> {
  const streams = batches.map((batch) => `batch/${batch}`);
  const sql = 'select sum(seq)::int as heads from stream where stream = any($1)';
  const [row] = await records.database.query<{ heads: number }>(sql, [streams]);
  return row?.heads ?? 0;
}

type Next = () => Readonly<{ batch: BatchId; step: number }> | undefined;

/** Every open step of every batch once, batch by batch in turn. */
function steps(batches: readonly BatchId[]): Next {
  let n = 0;
  return () => {
    const batch = batches[n % batches.length];
    const step = STEPS_DONE + Math.floor(n / batches.length);
    n += 1;
    return batch !== undefined && step < STEPS ? { batch, step } : undefined;
  };
}

/** Commands a second. */
async function run(inside: InProcess, plant: Plant, next: Next, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const driven = await drive(CONNECTIONS, async () => {
    const one = performance.now() < until ? next() : undefined;
    if (!one) return false;
    const asOf = await inside.step(plant.by, one.batch, one.step, 'start', EVENTS);
    await inside.step(plant.by, one.batch, one.step, 'perform', asOf);
    return true;
  });
  if (driven.seconds < seconds) throw new Error('the batches had too few open steps for this machine');
  return (driven.count * 2) / driven.seconds;
}
