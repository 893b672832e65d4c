import type { Role } from '@autolog/domain/role';
import { createUser } from '@autolog/store/create-user';
import { rebuildProjections } from '@autolog/store/rebuild-projections';
import type { Config } from '../installation/config.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { readFirstLine } from '../input/first-line.js';
import { migrateDatabase, foundingOptions, softwareVersion } from '../installation/installation.js';
import { passwordHash } from '../database/password-hash.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { lockDataFolder } from '../processes/leftover-processes.js';

const PASSWORD_CHARACTERS_MIN = 15;

type ReportLine = (line: string) => void;

export const runMigrate = (config: Config, dataDir: string, report: ReportLine): Promise<void> =>
  withDatabase(config, dataDir, report, async ({ ownerUrl }) => {
    const site = await migrateDatabase(ownerUrl, foundingOptions(dataDir, config), report);
    report(`The database of ${site.name} (${site.profile}) is up to date.`);
  });

export const runRebuild = (config: Config, dataDir: string, report: ReportLine): Promise<void> =>
  withDatabase(config, dataDir, report, async ({ ownerUrl }) => {
    const events = await rebuildProjections(ownerUrl);
    report(`Every view was rebuilt from ${events} events.`);
  });

export type NewUser = Readonly<{ userName: string; name: string; roles: readonly Role[] }>;

/** The password comes on standard input: an argument could be read by everybody on this machine. */
export async function runCreateUser(config: Config, dataDir: string, user: NewUser, report: ReportLine): Promise<void> {
  report(`Password for ${user.userName}, at least ${PASSWORD_CHARACTERS_MIN} characters, then Enter:`);
  const password = await readFirstLine();
  if (password.length < PASSWORD_CHARACTERS_MIN) {
    throw new CommandError(
      EXIT.usage,
      `The password must have at least ${PASSWORD_CHARACTERS_MIN} characters; nobody was registered.`,
    );
  }
  await withDatabase(config, dataDir, report, async ({ runtimeUrl }) => {
    const { userName, name, roles } = user;
    const credentialHash = await passwordHash(password);
    const id = await createUser(runtimeUrl, { userName, name, roles, credentialHash }, softwareVersion());
    if (id === undefined)
      throw new CommandError(EXIT.usage, `The user name ${userName} exists already; nobody was registered.`);
    report(`${name} can sign in as ${userName}.`);
  });
}

async function withDatabase(
  config: Config,
  dataDir: string,
  report: ReportLine,
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
