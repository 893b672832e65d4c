import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createInflateRaw } from 'node:zlib';
import {
  CONTAINER_COMMENT_BYTES,
  CONTAINER_END_BYTES,
  headerBytes,
  parseDirectory,
  parseEnd,
} from '@autolog/bundle/container';
import { SIGNAL_NAMES } from '@autolog/domain/device/signal';
import type { EquipmentId, Instant } from '@autolog/domain/brand';
import { verifyBundle } from '@autolog/bundle/verify/verify-bundle';
import type * as FetchModule from '@autolog/cli/export/fetch-bundle';
import { signIn } from '@autolog/simulation/http-client';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { BenchServer } from './bench-server.ts';
import { median, timed } from './statistics.ts';

const EVENTS = 10_000;
const STEPS_DONE = 100;
const SIGNALS = SIGNAL_NAMES.slice(0, 20);
const READINGS = 180_000;
const DAYS = 12;
const DAY_MS = 86_400_000;
const ROUNDS = 3;
const TIMES_MAX = 2;
const EXTRA_SECONDS = 1;

const CLI = resolve(import.meta.dirname, '../../apps/cli/dist');
const built = (path: string): Promise<unknown> => import(pathToFileURL(resolve(CLI, path)).href);

/** The bundle of a whole batch: verified, and for comparison only unpacked and hashed by the same process. */
export const verify: Benchmark = {
  name: 'verify',
  run: async (benchPostgres, { quick }) => {
    const running = await BenchServer.start(benchPostgres);
    const [device] = await running.devices(1);
    if (!device) throw new Error('there is no device');
    const at = new Date(Date.now() - DAYS * DAY_MS).toISOString() as Instant;
    const events = quick ? EVENTS / 10 : EVENTS;
    const [batch = ''] = await running.batches(1, () => ({
      number: 'B-LARGE',
      stepsDone: STEPS_DONE,
      events,
      device,
      at,
    }));
    await insertReadings(running, device, at, quick ? READINGS / 10 : READINGS);
    await running.waitUntilSequenced();
    const file = join(tmpdir(), `autolog-bench-${String(process.pid)}.zip`);
    const exported = await timed(() => fetched(running, batch, file));
    await running.remove();
    const [checked, unpacked]: [number[], number[]] = [[], []];
    try {
      for (let n = 0; n < ROUNDS; n += 1) {
        unpacked.push((await timed(() => unpackAndHash(file))).ms / 1_000);
        const { ms, result } = await timed(() => verifyBundle(file, {}));
        if (!result.holds) throw new Error(`the bundle does not hold: ${JSON.stringify(result.faults[0])}`);
        checked.push(ms / 1_000);
      }
      const megabytes = ((await stat(file)).size / 1e6).toFixed(0);
      const what = `${String(events)} events, ${String(SIGNALS.length * (quick ? READINGS / 10 : READINGS))} readings`;
      const label = `verify of a bundle of ${what} (${megabytes} MB, exported in ${(exported.ms / 1_000).toFixed(0)} s): median of ${String(ROUNDS)}`;
      const [value, limit] = [median(checked), median(unpacked)];
      return [withinTimes(label, value, limit, { times: TIMES_MAX, extra: EXTRA_SECONDS, unit: 's' })];
    } finally {
      await rm(file, { force: true });
    }
  },
};

/** Readings as the table holds them, evenly over the days; put there by SQL, for how they came is measured elsewhere. */
async function insertReadings(
  { server }: BenchServer,
  device: EquipmentId,
  at: string,
  readings: number,
): Promise<void> {
  await server.query(
    `select ensure_reading_month(month::date)
                        from generate_series(date_trunc('month', $1::timestamptz), now() + interval '1 month', interval '1 month') as month`,
    [at],
  );
  for (const signal of SIGNALS) {
    await server.query(
      `insert into reading (device, signal, aligned_time, source_time, received_at, status_code, number)
       select $1, $2, t, t, t + interval '40 milliseconds', 0, round((37 + sin(n / 100.0) / 10 + random() / 50)::numeric, 3)
         from generate_series(1, $4::int) as n,
              lateral (select date_trunc('milliseconds', $3::timestamptz + n * $5::float8 * interval '1 millisecond') as t) as moment`,
      [device, signal, at, readings, (DAYS * DAY_MS - DAY_MS / 24) / readings],
    );
    await server.query(
      `insert into reading_latest (device, signal, value, source_time, received_at, status_code)
       values ($1, $2, '37', now(), now(), 0)`,
      [device, signal],
    );
  }
}

/** By the product's own client, as `autolog export` fetches it. */
async function fetched({ server }: BenchServer, batch: string, file: string): Promise<void> {
  const { fetchBundle } = (await built('export/fetch-bundle.js')) as typeof FetchModule;
  const { credentials: who } = await server.registerAndSignIn('inspector', 'inspector');
  const stop = new AbortController().signal;
  const { headers } = await signIn(server.address, who, stop);
  await fetchBundle({ address: server.address, headers, stop }, batch, file);
}

/** The least any verifier must do: every member unpacked and hashed. */
async function unpackAndHash(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const part = async (start: number, length: number): Promise<Buffer> =>
      (await file.read(Buffer.alloc(length), 0, length, start)).buffer;
    const end = parseEnd(await part(size - CONTAINER_END_BYTES, CONTAINER_END_BYTES), size);
    if ('fault' in end) throw new Error(end.fault);
    const members = parseDirectory(await part(end.directory, size - end.directory - CONTAINER_COMMENT_BYTES), end);
    if ('fault' in members) throw new Error(members.fault);
    for (const member of members) {
      const start = member.offset + headerBytes(member);
      const packed = createReadStream(path, { start, end: start + member.packed - 1 });
      const stream = packed.pipe(createInflateRaw());
      const hash = createHash('sha256');
      for await (const piece of stream) hash.update(piece as Buffer);
      hash.digest();
    }
  } finally {
    await file.close();
  }
}
