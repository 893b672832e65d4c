import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startPostgres } from '@autolog/embedded-postgres/postgres';
import { TestInstallation } from '../harness/test-installation.ts';
import { withinTimes, type Benchmark } from './benchmark.ts';
import { timed } from './statistics.ts';

const TIMES_MAX = 3;

/** From the command until a first page is served, against a database and an empty Node process started alone. */
export const secondStart: Benchmark = {
  name: 'second-start',
  run: async (benchPostgres) => {
    const installation = await TestInstallation.start();
    benchPostgres.onClose(() => installation.stop());
    await installation.stop();
    const { ms, result } = await timed(async () => {
      await installation.start();
      const page = await fetch(`${installation.address}/`);
      return page.ok && (await page.text()).includes('<html');
    });
    await installation.stop();
    installation.remove();
    if (!result) throw new Error('no page was served');
    const limit = await databaseAndNodeAlone();
    const name =
      'npm start, second run, to the first page served, against embedded PostgreSQL and an empty Node process';
    return [withinTimes(name, ms / 1_000, limit / 1_000, { times: TIMES_MAX, unit: 's' })];
  },
};

async function databaseAndNodeAlone(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-bench-start-'));
  try {
    await (await startPostgres({ dir, durable: true })).stop();
    const { ms, result } = await timed(async () => {
      const server = await startPostgres({ dir, durable: true });
      await promisify(execFile)(process.execPath, ['--eval', '']);
      return server;
    });
    await result.stop();
    return ms;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
