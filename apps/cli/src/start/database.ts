import { runs } from '@autolog/store/embedded/living-process';
import { EmbeddedPostgresFault, systemCode } from '@autolog/store/embedded/fault';
import { type RunningPostgres, startPostgres } from '@autolog/store/embedded/postgres';
import { onDatabase, prepareCluster } from '@autolog/store/embedded/prepare-cluster';
import type { Config } from '../config.js';
import { CommandFault, EXIT } from '../fault.js';
import { backOffMs, RESTARTS_MAX, STABLE_MS } from './back-off.js';

const DATABASE = 'autolog';
const LOOK_MS = 1_000;

export type OpenDatabase = Readonly<{
  ownerUrl: string;
  runtimeUrl: string;
  /** Starts the embedded server again when it dies; a database of one's own is looked after by others. */
  keep: (giveUp: (fault: CommandFault) => void) => void;
  stop: () => Promise<void>;
}>;

/** Where the embedded database lies. `durable: false` only for what is thrown away. */
export type DatabasePlace = Readonly<{ dataDir: string; durable: boolean; say: (line: string) => void }>;

/** The database that was given, or the embedded one in the data folder. Throws CommandFault. */
export async function openDatabase(config: Config, place: DatabasePlace): Promise<OpenDatabase> {
  if (config.database) return given(config.database);
  try {
    const { dataDir, durable, say } = place;
    const postgres = await startPostgres({ dir: dataDir, durable, onProgress: say });
    try {
      const urls = await prepareCluster(postgres.superuserUrl(), DATABASE);
      return embedded(postgres, place, urls);
    } catch (error) {
      await postgres.stop();
      throw error;
    }
  } catch (error) {
    throw commandFault(error);
  }
}

async function given(database: NonNullable<Config['database']>): Promise<OpenDatabase> {
  for (const [name, url] of [
    ['DATABASE_OWNER_URL', database.ownerUrl],
    ['DATABASE_URL', database.runtimeUrl],
  ] as const) {
    try {
      await onDatabase(url, async () => undefined);
    } catch (error) {
      const why = error instanceof Error && error.message !== '' ? error.message : systemCode(error);
      throw new CommandFault(EXIT.unavailable, `The database of ${name} cannot be reached: ${why}`, error);
    }
  }
  return { ...database, keep: () => undefined, stop: async () => undefined };
}

function embedded(
  first: RunningPostgres,
  { dataDir, durable, say }: DatabasePlace,
  urls: Readonly<{ ownerUrl: string; runtimeUrl: string }>,
): OpenDatabase {
  let postgres = first;
  let looking: NodeJS.Timeout | undefined;
  let restarting: Promise<void> | undefined;
  let failures = 0;
  let startedAt = performance.now();

  const restart = async (giveUp: (fault: CommandFault) => void): Promise<void> => {
    failures = performance.now() - startedAt > STABLE_MS ? 1 : failures + 1;
    if (failures > RESTARTS_MAX) {
      clearInterval(looking);
      giveUp(
        new CommandFault(
          EXIT.software,
          `The database stops again and again; its log is ${dataDir}/postgres/postgres.log.`,
        ),
      );
      return;
    }
    say(`The database stopped by itself; starting it again (${failures} of ${RESTARTS_MAX}).`);
    await new Promise((resolve) => setTimeout(resolve, backOffMs(failures)));
    startedAt = performance.now();
    try {
      // The other processes know it by its port.
      postgres = await startPostgres({ dir: dataDir, port: postgres.port, durable });
      say('The database is back.');
    } catch (error) {
      clearInterval(looking);
      giveUp(commandFault(error));
    }
  };
  return {
    ...urls,
    keep: (giveUp) => {
      looking = setInterval(() => {
        if (restarting || runs(postgres.pid)) return;
        restarting = restart(giveUp).finally(() => {
          restarting = undefined;
        });
      }, LOOK_MS);
    },
    stop: async () => {
      clearInterval(looking);
      await restarting;
      await postgres.stop();
    },
  };
}

const EXIT_OF: Readonly<Record<EmbeddedPostgresFault['code'], number>> = {
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

const commandFault = (error: unknown): CommandFault => {
  if (error instanceof EmbeddedPostgresFault) return new CommandFault(EXIT_OF[error.code], error.message, error);
  if (error instanceof CommandFault) return error;
  return new CommandFault(
    EXIT.unavailable,
    `The database cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    error,
  );
};
