import { rebuildProjections } from '@autolog/store/rebuild-projections';
import { withDatabase } from '../database/with-database.js';
import { parseDataFolder } from '../input/parse-options.js';
import { readConfig } from '../installation/config.js';

export const USAGE = `\
  autolog rebuild [--data FOLDER]
                               rebuild every view from the log`;

export async function run(words: readonly string[], report: (line: string) => void): Promise<void> {
  await withDatabase(readConfig(), parseDataFolder(words), report, async ({ ownerUrl }) => {
    const events = await rebuildProjections(ownerUrl);
    report(`Every view was rebuilt from ${events} events.`);
  });
}
