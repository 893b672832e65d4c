import { setTimeout as pause } from 'node:timers/promises';
import { PEOPLE } from '../harness/demo-people.ts';
import { createBatch, startBatch } from '../harness/batch-actions.ts';
import { TestInstallation } from '../harness/test-installation.ts';
import type { TestClient } from '../harness/test-client.ts';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { residentBytes } from './process-memory.ts';

const STREAMS = 300;
/** An hour of site time in a minute: each stream carries what an hour of a batch at work gives. */
const RATE = '60';
const MINUTE_MS = 60_000;
const TIMES_MAX = 1.2;
const MB = 1_000_000;
const QUIET_MS = 5_000;

/** Memory of a server that serves three hundred event streams for an hour of site time, against what it began with. */
export const eventStreams: Benchmark = {
  name: 'event-streams',
  run: async (benchPostgres, { quick }) => {
    const installation = await TestInstallation.start();
    benchPostgres.onClose(() => installation.stop());
    const planner = await installation.signIn(PEOPLE.fatima);
    const sanne = await installation.signIn(PEOPLE.sanne, 'terminal');
    const batch = await createBatch(planner, 'COI-BNCH-0001', 'ORDER-BENCH-1');
    await startBatch(sanne, batch, 'ROOM-2');
    await installation.controlSimulator('/activity', { name: 'Culture static' });
    await pause(QUIET_MS);
    const before = residentBytes(installation.pidOf('server'));
    await sanne.post('/api/site/clock', { rate: RATE });
    const streams = await openStreams(sanne, STREAMS);
    await pause(quick ? MINUTE_MS / 6 : MINUTE_MS);
    const during = residentBytes(installation.pidOf('server'));
    const received = streams.map((stream) => stream.close());
    await installation.stop();
    installation.remove();
    if (received.some((bytes) => bytes === 0)) throw new Error('a stream carried nothing');
    const name = `memory of a server with ${String(STREAMS)} event streams for an hour of site time, against its start`;
    return [withinTimes(name, during / MB, before / MB, { times: TIMES_MAX, unit: 'MB' })];
  },
};

type OpenStream = Readonly<{ close: () => number }>;

async function openStreams(client: TestClient, count: number): Promise<readonly OpenStream[]> {
  const streams: OpenStream[] = [];
  for (let n = 0; n < count; n += 1) streams.push(await openStream(client));
  return streams;
}

/** Reads a stream as a browser does; `close` ends it and answers how many bytes it carried. */
async function openStream(client: TestClient): Promise<OpenStream> {
  const stop = new AbortController();
  const response = await fetch(`${client.address}/live`, { headers: { cookie: client.cookie }, signal: stop.signal });
  if (!response.ok || !response.body) throw new Error(`a stream was refused: ${String(response.status)}`);
  let bytes = 0;
  const read = async (body: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of body) bytes += chunk.length;
  };
  read(response.body).catch(() => undefined);
  return {
    close: () => {
      stop.abort();
      return bytes;
    },
  };
}
