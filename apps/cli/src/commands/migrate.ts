import { foundingOptions, migrateDatabase } from '../database/migrate-database.js';
import { withDatabase } from '../database/with-database.js';
import { parseDataFolder } from '../input/parse-options.js';
import { readConfig } from '../installation/config.js';

export const USAGE = `\
  autolog migrate [--data FOLDER]
                               bring a database up to this version`;

export async function run(words: readonly string[], report: (line: string) => void): Promise<void> {
  const [dataDir, config] = [parseDataFolder(words), readConfig()];
  await withDatabase(config, dataDir, report, async ({ ownerUrl }) => {
    const site = await migrateDatabase(ownerUrl, foundingOptions(dataDir, config), report);
    report(`The database of ${site.name} (${site.profile}) is up to date.`);
  });
}
