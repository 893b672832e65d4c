import { streamOf } from '@autolog/store/event';
import { InProcessServer } from './in-process-server.ts';
import { appendLargeBatch } from './large-batch.ts';
import { createBenchSite } from './bench-site.ts';
import { atMost, type Benchmark } from './benchmark.ts';
import { median, p99, timed } from './statistics.ts';

const EVENTS = 10_000;
const STEPS_DONE = 100;
const LOADS = 5;
const COMMANDS = 200;
const REPLAY_MS_MAX = 150;
const COMMAND_MS_MAX = 50;

export const replay: Benchmark = {
  name: 'replay',
  run: async (benchPostgres, { quick }) => {
    const urls = await benchPostgres.createFoundedDatabase();
    const inProcess = await InProcessServer.open(urls, 1);
    const benchSite = await createBenchSite(inProcess.store);
    const wanted = { number: 'B-LARGE', stepsDone: STEPS_DONE, events: quick ? EVENTS / 10 : EVENTS };
    const batch = await appendLargeBatch(inProcess.store, benchSite, wanted);
    await benchPostgres.vacuumAndCheckpoint(urls);
    const loads: number[] = [];
    for (let n = 0; n < LOADS; n += 1) {
      const fresh = await InProcessServer.open(urls, 1);
      await fresh.records.log.now(); // the connection is made before, as in a server that runs
      loads.push((await timed(() => fresh.records.batches.load(streamOf('batch', batch)))).ms);
      await fresh.close();
    }
    let asOf = await inProcess.runStepCommand(benchSite.by, batch, STEPS_DONE, 'start', wanted.events);
    const times: number[] = [];
    for (let n = 0; n < (quick ? COMMANDS / 10 : COMMANDS); n += 1) {
      const { ms, result } = await timed(() =>
        inProcess.runStepCommand(benchSite.by, batch, STEPS_DONE + 1 + n, 'start', asOf),
      );
      asOf = result;
      times.push(ms);
    }
    await inProcess.close();
    await urls.drop();
    const first = `first of the process ${(loads[0] ?? 0).toFixed(0)} ms`;
    return [
      atMost(
        `replay of ${String(wanted.events)} events, nothing cached: median of ${String(LOADS)} (${first})`,
        median(loads),
        REPLAY_MS_MAX,
        'ms',
      ),
      atMost(
        `command on that batch, warm: p99 of ${String(times.length)} (median ${median(times).toFixed(1)} ms)`,
        p99(times),
        COMMAND_MS_MAX,
        'ms',
      ),
    ];
  },
};
