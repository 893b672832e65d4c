import { TestInstallation } from '../harness/test-installation.ts';
import { atMost, type Benchmark } from './benchmark.ts';
import { timed } from './statistics.ts';

const START_S_MAX = 15;

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
    return [atMost('npm start, second run, to the first page served', ms / 1_000, START_S_MAX, 's')];
  },
};
