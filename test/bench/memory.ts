import { PEOPLE } from '../harness/demo-people.ts';
import { createBatch, doStep, getBatch, startBatch } from '../harness/batch-actions.ts';
import { TestInstallation } from '../harness/test-installation.ts';
import { atMost, type Benchmark } from './benchmark.ts';
import { processesOf, proportionalBytes, residentBytes } from './process-memory.ts';

const SERVER_MB_MAX = 350;
const DEMO_MB_MAX = 1_500;
const MB = 1_000_000;

/** After one whole story, so that everything a batch touches has been loaded. */
export const memory: Benchmark = {
  name: 'memory',
  run: async (benchPostgres) => {
    const installation = await TestInstallation.start();
    benchPostgres.onClose(() => installation.stop());
    await runBatch(installation);
    const server = residentBytes(installation.pidOf('server')) / MB;
    const pids = processesOf(installation.dataDir);
    const demo = pids.reduce((all, pid) => all + proportionalBytes(pid), 0) / MB;
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
