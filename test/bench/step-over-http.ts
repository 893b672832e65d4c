import { randomUUID } from 'node:crypto';
import type { BatchId, EquipmentId } from '@autolog/domain/brand';
import { SIGNAL_NAMES, SIGNALS } from '@autolog/domain/device/signal';
import type { TestClient } from '../harness/test-client.ts';
import { stepId } from './bench-recipe.ts';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { BenchServer } from './bench-server.ts';
import { pgbenchLatencies, scriptFor } from './pgbench.ts';
import { median, p99 } from './statistics.ts';
import { recordStepCommands } from './step-in-process.ts';

const TERMINALS = 100;
const EVERY_MS = 2_000;
const SECONDS = 60;
const DEVICES = 4;
const SIGNALS_STREAMED = 20;
const UPLOAD_MS = 1_000;
const BATCHES = 50;
const EVENTS = 1_000;
const STEPS_DONE = 98;
/** Two terminals work on a batch: the second far enough from the first never to meet it. */
const STEPS_APART = 40;
const WARM_MS = 3_000;
const TIMES_MAX = 4;
const PGBENCH_CLIENTS = 16;

/**
 * Compared with pgbench sending the same statements to other batches at the same rate, beside the same uploads.
 * Open loop: every command has a moment it is due to be sent at, whatever the ones before it are doing, and its time
 * counts from that moment. A server that stalls is charged for everybody who waited.
 */
export const stepOverHttp: Benchmark = {
  name: 'step-over-http',
  run: async (benchPostgres, { quick }) => {
    const running = await BenchServer.start(benchPostgres);
    const devices = await running.devices(DEVICES);
    const batches = await running.batches(BATCHES, (n) => {
      const device = devices[n];
      return { number: `B-${String(n)}`, stepsDone: STEPS_DONE, events: EVENTS, ...(device && { device }) };
    });
    const others = await running.batches(BATCHES, (n) => ({
      number: `C-${String(n)}`,
      stepsDone: STEPS_DONE,
      events: EVENTS,
    }));
    const recordings = await recordStepCommands(running.inProcess, running.benchSite);
    const scripts = others.flatMap((batch) => recordings.map((recording) => scriptFor(batch, recording)));
    const terminals = await signIn(running, TERMINALS);
    const streams = await Promise.all(devices.map((device) => streaming(running, device)));
    await running.waitUntilSequenced();
    await benchPostgres.vacuumAndCheckpoint(running.server.database);
    const times = await openLoop(terminals, batches, quick ? 10 : SECONDS);
    const alone = await pgbenchLatencies(running.server.database.runtimeUrl, scripts, {
      clients: PGBENCH_CLIENTS,
      seconds: quick ? 5 : SECONDS / 2,
      perSecond: (TERMINALS * 1_000) / EVERY_MS,
    });
    const uploads = await Promise.all(streams.map((stop) => stop()));
    await running.remove();
    const name =
      `step command over HTTP, open loop, 100 terminals × 1 per 2 s, 4 devices streaming 20 signals at 1 Hz, against ` +
      `pgbench at that rate beside the same uploads: p99 of ${String(times.length)} commands ` +
      `(median ${median(times).toFixed(1)} ms, ${String(sum(uploads))} uploads meanwhile)`;
    return [withinTimes(name, p99(times), p99(alone), { times: TIMES_MAX, unit: 'ms' })];
  },
};

const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0);
const until = (moment: number): Promise<void> =>
  new Promise((done) => setTimeout(done, Math.max(0, moment - performance.now())));

/** One person at many terminals: each has a session of its own. */
async function signIn(running: BenchServer, count: number): Promise<readonly TestClient[]> {
  const first = await running.server.registerAndSignIn('technician', 'technician');
  const others: TestClient[] = [];
  for (let n = 1; n < count; n += 1)
    others.push(await (first.constructor as typeof TestClient).signIn(first.address, first.credentials));
  return [first, ...others];
}

async function openLoop(
  terminals: readonly TestClient[],
  batches: readonly BatchId[],
  seconds: number,
): Promise<readonly number[]> {
  const from = performance.now() + 500;
  const times: number[] = [];
  const one = async (client: TestClient, n: number): Promise<void> => {
    const batch = batches[n % batches.length] ?? fail('there are no batches');
    const phase = Math.random() * EVERY_MS;
    let asOf = EVENTS;
    for (let k = 0; k * EVERY_MS < WARM_MS + seconds * 1_000; k += 1) {
      // A person cannot do the second thing before the first was answered; that wait counts all the same.
      const due = from + phase + k * EVERY_MS;
      await until(due);
      const step = stepId(STEPS_DONE + Math.floor(n / batches.length) * STEPS_APART + Math.floor(k / 2));
      const act = k % 2 === 0 ? 'start' : 'perform';
      const answer = k % 2 === 0 ? {} : { answer: { kind: 'entry', typed: '87,4' } };
      const { position } = await client.post(`/api/batches/${batch}/steps/${step}/${act}`, { asOf, ...answer });
      asOf = Math.max(asOf, position);
      if (due - from > WARM_MS) times.push(performance.now() - due);
    }
  };
  await Promise.all(terminals.map(one));
  return times;
}

/** A device that uploads every second what it measured; answers how to stop it, which answers how often it did. */
async function streaming(running: BenchServer, device: EquipmentId): Promise<() => Promise<number>> {
  const admin = await running.server.registerAndSignIn(`admin-${device.slice(0, 8)}`, 'administrator');
  const { token } = await admin.post<{ token: string }>('/api/machine-tokens', {
    name: device,
    part: 'device-adapter',
    devices: [device],
  });
  const epoch = randomUUID();
  let seq = 0;
  let stopped = false;
  const run = async (): Promise<void> => {
    const from = performance.now();
    while (!stopped) {
      seq += 1;
      const response = await fetch(`${running.server.address}/api/telemetry/uploads`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ epoch, seq, device, readings: measured(), gaps: [], alarms: [], offsetSeconds: '0' }),
      });
      if (!response.ok) fail(`an upload was refused: ${await response.text()}`);
      await until(from + seq * UPLOAD_MS);
    }
  };
  const ended = run();
  ended.catch(() => undefined); // told by whoever stops it
  return async () => {
    stopped = true;
    await ended;
    return seq;
  };
}

function measured(): readonly object[] {
  const sourceTime = new Date().toISOString();
  return SIGNAL_NAMES.slice(0, SIGNALS_STREAMED).map((signal) => ({
    signal,
    value: SIGNALS[signal].kind === 'number' ? (36 + Math.random()).toFixed(3) : 'true',
    sourceTime,
    receivedAt: sourceTime,
    statusCode: 0,
  }));
}

function fail(why: string): never {
  throw new Error(why);
}
