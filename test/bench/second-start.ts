import { Product } from '../harness/product.ts';
import { atMost, type Measure } from './row.ts';
import { timed } from './statistics.ts';

const START_S_MAX = 15;

export const secondStart: Measure = {
  name: 'second-start',
  run: async (ground) => {
    const product = await Product.start();
    ground.atEnd(() => product.stop());
    await product.stop();
    const { ms, result } = await timed(async () => {
      await product.start();
      const page = await fetch(`${product.address}/`);
      return page.ok && (await page.text()).includes('<html');
    });
    await product.stop();
    product.remove();
    if (!result) throw new Error('no page was served');
    return [atMost('npm start, second run, to the first page served', ms / 1_000, START_S_MAX, 's')];
  },
};
