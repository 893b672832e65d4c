import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEOPLE } from '../harness/demo-people.ts';
import { createBatch, doStep, getBatch, startBatch } from '../harness/batch-actions.ts';
import { TestInstallation } from '../harness/test-installation.ts';
import { atMost, type Benchmark } from './benchmark.ts';

const SERVER_MB_MAX = 350;
const DEMO_MB_MAX = 1_500;
const KB = 1_024;
const MB = 1_000_000;

/** After one whole story, so that everything a batch touches has been loaded. */
export const memory: Benchmark = {
  name: 'memory',
  run: async (benchPostgres) => {
    const installation = await TestInstallation.start();
    benchPostgres.onClose(() => installation.stop());
    await runBatch(installation);
    const server = figure(installation.pidOf('server'), 'status', 'VmRSS') / MB;
    const pids = processesOf(installation.dataDir);
    const demo = pids.reduce((all, pid) => all + figure(pid, 'smaps_rollup', 'Pss'), 0) / MB;
    await installation.stop();
    installation.remove();
    return [
      atMost('memory of the server after a story (resident)', server, SERVER_MB_MAX, 'MB'),
      atMost(
        `memory of the whole demo after a story (${String(pids.length)} processes, proportional)`,
        demo,
        DEMO_MB_MAX,
        'MB',
      ),
    ];
  },
};

async function runBatch(installation: TestInstallation): Promise<void> {
  const planner = await installation.signIn(PEOPLE.fatima);
  const sanne = await installation.signIn(PEOPLE.sanne, 'terminal');
  const batch = await createBatch(planner, 'COI-BNCH-0001', 'ORDER-BENCH-1');
  await startBatch(sanne, batch, 'ROOM-2');
  await installation.controlSimulator('/activity', { name: 'Culture static' });
  for (const { step } of (await getBatch(sanne, batch)).steps) await doStep(sanne, batch, step.id, PEOPLE.kees);
  await sanne.post(`/api/batches/${batch}/finish`, {});
  const maaike = await installation.signIn(PEOPLE.maaike);
  const ruben = await installation.signIn(PEOPLE.ruben);
  await maaike.sign('reviewed', `/api/batches/${batch}/review`, {});
  await ruben.sign('certified', `/api/batches/${batch}/certify`, {});
}

/** Bytes of one line of a file about a process; 0 for a process that has ended meanwhile. */
function figure(pid: number, file: string, line: string): number {
  const kilobytes = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(read(join('/proc', String(pid), file)))?.[1];
  return Number(kilobytes ?? 0) * KB;
}

/** Every process that was started with this data folder, and whatever those started. */
function processesOf(dataDir: string): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const isOurs = (pid: number | undefined): boolean => {
    if (pid === undefined || pid <= 1) return false;
    return read(join('/proc', String(pid), 'cmdline')).includes(dataDir) || isOurs(parents.get(pid));
  };
  return all.filter(isOurs);
}

const parentOf = (pid: number): number =>
  Number(/^PPid:\s+(\d+)/m.exec(read(join('/proc', String(pid), 'status')))?.[1] ?? 0);

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
