import type { Config } from '../installation/config.js';
import { lockDataFolder } from '../processes/leftover-processes.js';
import { openDatabase, type OpenDatabase } from './open-database.js';

/** Runs `work` on the database, which is stopped after it. The data folder is locked meanwhile. Throws CommandError. */
export async function withDatabase(
  config: Config,
  dataDir: string,
  report: (line: string) => void,
  work: (database: OpenDatabase) => Promise<void>,
): Promise<void> {
  const releaseDataFolder = config.database ? () => undefined : lockDataFolder(dataDir);
  try {
    const database = await openDatabase(config, { dataDir, durable: true, report });
    try {
      await work(database);
    } finally {
      await database.stop();
    }
  } finally {
    releaseDataFolder();
  }
}
