import { setTimeout as wait } from 'node:timers/promises';
import { isRunning } from '@autolog/embedded-postgres/process-control';
import { EmbeddedPostgresError, systemCode } from '@autolog/embedded-postgres/error';
import { type RunningPostgres, startPostgres } from '@autolog/embedded-postgres/postgres';
import { withLockedConnection, prepareCluster } from '@autolog/store/prepare-cluster';
import type { Config } from '../installation/config.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { backOffMs, RESTARTS_MAX, STABLE_MS } from '../processes/back-off.js';

const DATABASE_NAME = 'autolog';
const CHECK_MS = 1_000;

export type OpenDatabase = Readonly<{
  ownerUrl: string;
  runtimeUrl: string;
  /** Starts the embedded server again when it ends by itself. It does nothing for a database of one's own. */
  restartOnFailure: (giveUp: (error: CommandError) => void) => void;
  stop: () => Promise<void>;
}>;

/** Where the embedded database is. `durable: false` is for temporary sites only. */
export type DatabaseLocation = Readonly<{ dataDir: string; durable: boolean; report: (line: string) => void }>;

/** The database of the settings, or the embedded one in the data folder. Throws CommandError. */
export async function openDatabase(config: Config, location: DatabaseLocation): Promise<OpenDatabase> {
  if (config.database) return externalDatabase(config.database);
  try {
    const { dataDir, durable, report } = location;
    const postgres = await startPostgres({ dir: dataDir, durable, onProgress: report });
    try {
      const urls = await prepareCluster(postgres.superuserUrl(), DATABASE_NAME);
      return embeddedDatabase(postgres, location, urls);
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  } catch (error) {
    throw databaseError(error);
  }
}

async function externalDatabase(database: NonNullable<Config['database']>): Promise<OpenDatabase> {
  for (const [name, url] of [
    ['DATABASE_OWNER_URL', database.ownerUrl],
    ['DATABASE_URL', database.runtimeUrl],
  ] as const) {
    try {
      await withLockedConnection(url, async () => undefined);
    } catch (error) {
      const why = error instanceof Error && error.message !== '' ? error.message : systemCode(error);
      throw new CommandError(EXIT.unavailable, `The database of ${name} cannot be reached: ${why}`, error);
    }
  }
  return { ...database, restartOnFailure: () => undefined, stop: async () => undefined };
}

function embeddedDatabase(
  started: RunningPostgres,
  { dataDir, durable, report }: DatabaseLocation,
  urls: Readonly<{ ownerUrl: string; runtimeUrl: string }>,
): OpenDatabase {
  let postgres = started;
  let watchTimer: NodeJS.Timeout | undefined;
  let restarting: Promise<void> | undefined;
  let failures = 0;
  let startedAt = performance.now();

  const restart = async (giveUp: (error: CommandError) => void): Promise<void> => {
    failures = performance.now() - startedAt > STABLE_MS ? 1 : failures + 1;
    if (failures > RESTARTS_MAX) {
      clearInterval(watchTimer);
      giveUp(
        new CommandError(EXIT.software, `The database stops repeatedly; its log is ${dataDir}/postgres/postgres.log.`),
      );
      return;
    }
    report(`The database stopped by itself; starting it again (${failures} of ${RESTARTS_MAX}).`);
    await wait(backOffMs(failures));
    startedAt = performance.now();
    try {
      // The other processes connect to this port.
      postgres = await startPostgres({ dir: dataDir, port: postgres.port, durable });
      report('The database is back.');
    } catch (error) {
      clearInterval(watchTimer);
      giveUp(databaseError(error));
    }
  };
  return {
    ...urls,
    restartOnFailure: (giveUp) => {
      watchTimer = setInterval(() => {
        if (restarting || isRunning(postgres.pid)) return;
        restarting = restart(giveUp).finally(() => {
          restarting = undefined;
        });
      }, CHECK_MS);
    },
    stop: async () => {
      clearInterval(watchTimer);
      await restarting;
      await postgres.stop();
    },
  };
}

const EXIT_OF: Readonly<Record<EmbeddedPostgresError['code'], number>> = {
  UNSUPPORTED_PLATFORM: EXIT.unavailable,
  ROOT_WITHOUT_NAMESPACE: EXIT.notAllowed,
  DIRECTORY_FOREIGN: EXIT.badData,
  DIRECTORY_BROKEN: EXIT.badData,
  DIRECTORY_NOT_WRITABLE: EXIT.notAllowed,
  VERSION_MISMATCH: EXIT.badData,
  DISK_FULL: EXIT.diskFull,
  PORT_IN_USE: EXIT.unavailable,
  DID_NOT_START: EXIT.software,
};

const databaseError = (error: unknown): CommandError => {
  if (error instanceof EmbeddedPostgresError) return new CommandError(EXIT_OF[error.code], error.message, error);
  if (error instanceof CommandError) return error;
  return new CommandError(
    EXIT.unavailable,
    `The database cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    error,
  );
};
