import type { Role } from '@autolog/domain/role';
import { createUser } from '@autolog/store/create-user';
import { rebuild } from '@autolog/store/rebuild';
import type { Config } from '../config.js';
import { CommandFault, EXIT } from '../fault.js';
import { firstLine } from '../first-line.js';
import { bringUpToDate, founding, softwareVersion } from '../installation.js';
import { passwordHash } from '../password-hash.js';
import { openDatabase, type OpenDatabase } from '../start/database.js';
import { takeDataFolder } from '../start/previous-run.js';

const PASSWORD_CHARACTERS_MIN = 15;

type Say = (line: string) => void;

export const runMigrate = (config: Config, dataDir: string, say: Say): Promise<void> =>
  withDatabase(config, dataDir, say, async ({ ownerUrl }) => {
    const site = await bringUpToDate(ownerUrl, founding(dataDir, config), say);
    say(`The database of ${site.name} (${site.profile}) is up to date.`);
  });

export const runRebuild = (config: Config, dataDir: string, say: Say): Promise<void> =>
  withDatabase(config, dataDir, say, async ({ ownerUrl }) => {
    const events = await rebuild(ownerUrl);
    say(`Every view was made again from ${events} events.`);
  });

export type NewUser = Readonly<{ userName: string; name: string; roles: readonly Role[] }>;

/** The password comes on standard input: an argument could be read by everybody on this machine. */
export async function runCreateUser(config: Config, dataDir: string, user: NewUser, say: Say): Promise<void> {
  say(`Password for ${user.userName}, at least ${PASSWORD_CHARACTERS_MIN} characters, then Enter:`);
  const password = await firstLine();
  if (password.length < PASSWORD_CHARACTERS_MIN) {
    throw new CommandFault(
      EXIT.usage,
      `The password must have at least ${PASSWORD_CHARACTERS_MIN} characters; nobody was registered.`,
    );
  }
  await withDatabase(config, dataDir, say, async ({ runtimeUrl }) => {
    const { userName, name, roles } = user;
    const credentialHash = await passwordHash(password);
    const id = await createUser(runtimeUrl, { userName, name, roles, credentialHash }, softwareVersion());
    if (id === undefined)
      throw new CommandFault(EXIT.usage, `The user name ${userName} exists already; nobody was registered.`);
    say(`${name} can sign in as ${userName}.`);
  });
}

async function withDatabase(
  config: Config,
  dataDir: string,
  say: Say,
  work: (database: OpenDatabase) => Promise<void>,
): Promise<void> {
  const letGo = config.database ? () => undefined : takeDataFolder(dataDir);
  try {
    const database = await openDatabase(config, { dataDir, durable: true, say });
    try {
      await work(database);
    } finally {
      await database.stop();
    }
  } finally {
    letGo();
  }
}
