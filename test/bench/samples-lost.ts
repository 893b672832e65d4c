import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { ReadingsReply } from '@autolog/contract/reading';
import { isSignalName, SIGNALS } from '@autolog/domain/device/signal';
import type { TestClient } from '../harness/test-client.ts';
import { PEOPLE } from '../harness/demo-people.ts';
import { createBatch, startBatch } from '../harness/batch-actions.ts';
import { TestInstallation } from '../harness/test-installation.ts';
import { atMost, type Benchmark, type BenchRow } from './benchmark.ts';

const CUTS_S = [5, 20, 120];
/** Each is killed as a power cut does it, and started again by the start command. */
const KILLED = ['server', 'device-adapter'] as const;
const RESTART_MS = 20_000;
/** At this rate a device measures once a site minute, which is once a real second: a cut of 20 s is 20 samples. */
const RATE = '60';
const SAMPLE_MS = 60_000;
const TOLERANCE = 1.5;
const BEFORE_MS = 8_000;
const AFTER_MS = 15_000;
const MAPPING = resolve(import.meta.dirname, '../../apps/device-adapter/mappings/simulated-prodigy.yaml');

/** The network between device and adapter is cut, then server and adapter are killed; the record is searched for holes. */
export const samplesLost: Benchmark = {
  name: 'samples-lost',
  run: async (benchPostgres, { quick }) => {
    const installation = await TestInstallation.start();
    benchPostgres.onClose(() => installation.stop());
    const planner = await installation.signIn(PEOPLE.fatima);
    const sanne = await installation.signIn(PEOPLE.sanne);
    const batch = await createBatch(planner, 'COI-BNCH-0001', 'ORDER-BENCH-1');
    await startBatch(sanne, batch, 'ROOM-2');
    await installation.controlSimulator('/activity', { name: 'Culture static' });
    await sanne.post('/api/site/clock', { rate: RATE });
    const rows: BenchRow[] = [];
    const measure = async (fault: string, bring: () => Promise<unknown>): Promise<void> => {
      const from = await siteTime(installation);
      await pause(BEFORE_MS);
      await bring();
      await pause(AFTER_MS);
      const found = await countSamples(sanne, batch, from, await siteTime(installation));
      const name =
        `samples lost after ${fault} (site clock at rate 60: one sample a real second), unexplained: ` +
        `${String(found.samples)} samples of ${String(found.signals)} signals in the record, ${String(found.recorded)} in gap records`;
      rows.push(atMost(name, found.unexplained, 0, 'samples'));
    };
    for (const seconds of quick ? CUTS_S.slice(0, 1) : CUTS_S)
      await measure(`a cut of ${String(seconds)} s`, async () => {
        await installation.controlSimulator('/network', { cut: true, seconds });
        await pause(seconds * 1_000);
      });
    for (const name of KILLED)
      await measure(`a kill of the ${name}`, async () => {
        process.kill(installation.pidOf(name), 'SIGKILL');
        await pause(RESTART_MS);
      });
    await installation.stop();
    installation.remove();
    return rows;
  },
};

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const siteTime = async (installation: TestInstallation): Promise<number> =>
  Date.parse((await installation.controlSimulator<{ siteTime: string }>('/state')).siteTime);

type SampleCounts = Readonly<{ signals: number; samples: number; unexplained: number; recorded: number }>;

async function countSamples(client: TestClient, batch: string, fromMs: number, toMs: number): Promise<SampleCounts> {
  const signals = sampledSignals();
  const found = { signals: signals.length, samples: 0, unexplained: 0, recorded: 0 };
  const window = `from=${new Date(fromMs).toISOString()}&to=${new Date(toMs).toISOString()}`;
  for (const signal of signals) {
    const reply = await client.get<ReadingsReply>(
      `/api/batches/${batch}/readings?signal=${signal}&${window}&width=4000`,
    );
    const times = reply.points.map(([at]) => at);
    found.samples += times.length;
    // The ends count as well: a signal that never came back is all hole. What was sampled last may be under way.
    const edges = [fromMs, ...times, Math.max(fromMs, toMs - 5 * SAMPLE_MS)].toSorted((a, b) => a - b);
    edges.slice(1).forEach((at, n) => {
      const before = edges[n] ?? at;
      if (at - before <= SAMPLE_MS * TOLERANCE) return;
      const missing = Math.round((at - before) / SAMPLE_MS) - 1;
      const isRecorded = reply.gaps.some((gap) => Date.parse(gap.from) <= before && Date.parse(gap.to) >= at);
      if (isRecorded) found.recorded += missing;
      else found.unexplained += missing;
    });
  }
  return found;
}

/** Figures the mapping promises at an interval; the others come on change alone, and their times tell no hole. */
function sampledSignals(): readonly string[] {
  const { signals } = parse(readFileSync(MAPPING, 'utf8')) as { signals: Record<string, { every?: string }> };
  return Object.entries(signals).flatMap(([name, { every }]) =>
    every !== undefined && isSignalName(name) && SIGNALS[name].kind === 'number' ? [name] : [],
  );
}
