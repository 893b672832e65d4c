import pg from 'pg';
import { streamOf } from '@autolog/domain/stream/stream';
import { InProcessServer } from './in-process-server.ts';
import { appendLargeBatch } from './large-batch.ts';
import { createBenchSite } from './bench-site.ts';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { pgbenchLatencies, scriptFor } from './pgbench.ts';
import { median, p99, timed } from './statistics.ts';
import { recordStepCommands } from './step-in-process.ts';

const EVENTS = 10_000;
const STEPS_DONE = 100;
const ROUNDS = 5;
const COMMANDS = 200;
const TIMES_MAX = 3;
const PGBENCH_SECONDS = 5;

/** A large batch that nobody has asked for since the start, then commands on it one after the other. */
export const replay: Benchmark = {
  name: 'replay',
  run: async (benchPostgres, { quick }) => {
    const urls = await benchPostgres.createFoundedDatabase();
    const inProcess = await InProcessServer.open(urls, 1);
    const benchSite = await createBenchSite(inProcess.store);
    const wanted = { number: 'B-LARGE', stepsDone: STEPS_DONE, events: quick ? EVENTS / 10 : EVENTS };
    const batch = await appendLargeBatch(inProcess.store, benchSite, wanted);
    const [recorded] = await recordStepCommands(inProcess, benchSite);
    if (!recorded) throw new Error('no command was recorded');
    await benchPostgres.vacuumAndCheckpoint(urls);
    const [loads, reads]: [number[], number[]] = [[], []];
    for (let n = 0; n < ROUNDS; n += 1) {
      const fresh = await InProcessServer.open(urls, 1);
      await fresh.store.log.now(); // the connection is made before, as in a server that runs
      loads.push((await timed(() => fresh.states.load(streamOf('batch', batch)))).ms);
      await fresh.close();
      reads.push(await readAndParse(urls.runtimeUrl, batch));
    }
    const times = await runCommands(inProcess, benchSite, batch, wanted.events, quick ? COMMANDS / 10 : COMMANDS);
    await inProcess.close();
    const scripts = [scriptFor(batch, recorded)];
    const alone = await pgbenchLatencies(urls.runtimeUrl, scripts, {
      clients: 1,
      seconds: quick ? 1 : PGBENCH_SECONDS,
    });
    await urls.drop();
    return [
      withinTimes(
        `replay of ${String(wanted.events)} events, nothing cached, against SELECT and JSON.parse of them: median of ${String(ROUNDS)}`,
        median(loads),
        median(reads),
        { times: TIMES_MAX, unit: 'ms' },
      ),
      withinTimes(
        `command on that batch, warm, against its statements by pgbench: p99 of ${String(times.length)} (median ${median(times).toFixed(1)} ms)`,
        p99(times),
        p99(alone),
        { times: TIMES_MAX, unit: 'ms' },
      ),
    ];
  },
};

/** Milliseconds to read the same events over a connection that is open, and to parse each. */
async function readAndParse(url: string, batch: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { ms, result } = await timed(async () => {
      const sql = 'select stream, seq, canonical, leaf_hash from event where stream = $1 order by seq';
      const { rows } = await client.query<{ canonical: string }>(sql, [streamOf('batch', batch)]);
      return rows.map(({ canonical }) => JSON.parse(canonical) as unknown).length;
    });
    if (result === 0) throw new Error('no event was read');
    return ms;
  } finally {
    await client.end();
  }
}

async function runCommands(
  inProcess: InProcessServer,
  { by }: Awaited<ReturnType<typeof createBenchSite>>,
  batch: Awaited<ReturnType<typeof appendLargeBatch>>,
  head: number,
  commands: number,
): Promise<readonly number[]> {
  let asOf = await inProcess.runStepCommand(by, batch, STEPS_DONE, 'start', head);
  const times: number[] = [];
  for (let n = 0; n < commands; n += 1) {
    const { ms, result } = await timed(() => inProcess.runStepCommand(by, batch, STEPS_DONE + 1 + n, 'start', asOf));
    asOf = result;
    times.push(ms);
  }
  return times;
}
