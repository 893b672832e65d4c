import { BenchPostgres } from './bench-postgres.ts';
import { eventStreams } from './event-streams.ts';
import { growth } from './growth.ts';
import { memory } from './memory.ts';
import { readingsStored } from './readings-stored.ts';
import { replay } from './replay.ts';
import { review } from './review.ts';
import type { Benchmark, BenchRow } from './benchmark.ts';
import { samplesLost } from './samples-lost.ts';
import { secondStart } from './second-start.ts';
import { stepInProcess } from './step-in-process.ts';
import { stepOverHttp } from './step-over-http.ts';
import { timerLateness } from './timer-lateness.ts';
import { verify } from './verify.ts';

const BENCHMARKS: readonly Benchmark[] = [
  stepInProcess,
  stepOverHttp,
  growth,
  readingsStored,
  timerLateness,
  replay,
  review,
  verify,
  secondStart,
  samplesLost,
  eventStreams,
  memory,
];

const EXIT_USAGE = 64;

/** `npm run bench -- [--json] [--only NAME] [--quick]`: a row below its bar is marked; only a measurement that cannot be made fails. */
async function main(given: readonly string[]): Promise<number> {
  const only = given.includes('--only') ? given[given.indexOf('--only') + 1] : undefined;
  const benchmarks = BENCHMARKS.filter(({ name }) => only === undefined || name === only);
  if (benchmarks.length === 0) {
    process.stderr.write(`--only is one of: ${BENCHMARKS.map(({ name }) => name).join(', ')}\n`);
    return EXIT_USAGE;
  }
  const format = given.includes('--json') ? (row: BenchRow) => JSON.stringify(row) : line;
  let failures = 0;
  const benchPostgres = new BenchPostgres();
  for (const signal of ['SIGINT', 'SIGTERM', 'unhandledRejection'] as const)
    process.once(signal, (why: unknown) => {
      process.stderr.write(`ended early: ${why instanceof Error ? (why.stack ?? '') : String(why)}\n`);
      void benchPostgres.close().then(() => process.exit(1));
    });
  try {
    for (const { name, run } of benchmarks) {
      const from = performance.now();
      try {
        for (const row of await run(benchPostgres, { quick: given.includes('--quick') }))
          process.stdout.write(`${format(row)}\n`);
      } catch (error) {
        failures += 1;
        process.stderr.write(`${name} could not be measured: ${error instanceof Error ? (error.stack ?? '') : ''}\n`);
      }
      process.stderr.write(`  ${name}: ${((performance.now() - from) / 1_000).toFixed(1)} s\n`);
    }
  } finally {
    await benchPostgres.close();
  }
  return failures === 0 ? 0 : 1;
}

function line({ name, value, unit, limit, ratio, bar, ok }: BenchRow): string {
  const compared = limit === undefined ? '' : ` of ${String(limit)} (ratio ${String(ratio)})`;
  return `${ok ? 'ok   ' : 'BELOW'}  ${name}: ${String(value)} ${unit}${compared}, bar ${bar}`;
}

// A queue or a server that could not be ended must not keep the measurement from ending.
process.exit(await main(process.argv.slice(2)));
