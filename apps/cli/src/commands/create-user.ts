import { type Role, ROLES } from '@autolog/domain/role';
import { createUser } from '@autolog/store/create-user';
import { passwordHash } from '../database/password-hash.js';
import { withDatabase } from '../database/with-database.js';
import { CommandError, EXIT } from '../errors/command-error.js';
import { UsageError } from '../errors/usage-error.js';
import { readFirstLine } from '../input/first-line.js';
import { DATA_FOLDER_OPTION, parseOptions, resolveDataFolder } from '../input/parse-options.js';
import { type Config, readConfig } from '../installation/config.js';
import { softwareVersion } from '../installation/installation.js';

export const USAGE = `\
  autolog create-user --user-name NAME --name "PRINTED NAME" --role ROLE [--role ROLE …] [--data FOLDER]
                               the password is read from standard input`;

const OPTIONS = {
  ...DATA_FOLDER_OPTION,
  'user-name': { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
} as const;
const PASSWORD_CHARACTERS_MIN = 15;

type CreateUserOptions = Readonly<{ data: string; userName: string; name: string; roles: readonly Role[] }>;

export const run = (words: readonly string[], report: (line: string) => void): Promise<void> =>
  runCreateUser(parseCreateUser(words), readConfig(), report);

export function parseCreateUser(words: readonly string[]): CreateUserOptions {
  const { 'user-name': userName, name, role = [], data } = parseOptions(words, OPTIONS).values;
  if (userName === undefined || name === undefined) throw new UsageError('create-user needs --user-name and --name.');
  const roles = role.filter(isRole);
  if (roles.length === 0 || roles.length < role.length)
    throw new UsageError(`create-user needs --role, one or more of: ${ROLES.join(', ')}.`);
  return { data: resolveDataFolder(data), userName, name, roles };
}

const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

/** The password comes on standard input: every process of this machine can read an argument. */
async function runCreateUser(
  { data, userName, name, roles }: CreateUserOptions,
  config: Config,
  report: (line: string) => void,
): Promise<void> {
  report(`Password for ${userName}, at least ${PASSWORD_CHARACTERS_MIN} characters, then Enter:`);
  const password = await readFirstLine();
  if (password.length < PASSWORD_CHARACTERS_MIN) {
    throw new CommandError(
      EXIT.usage,
      `The password must have at least ${PASSWORD_CHARACTERS_MIN} characters; nobody was registered.`,
    );
  }
  await withDatabase(config, data, report, async ({ runtimeUrl }) => {
    const credentialHash = await passwordHash(password);
    const id = await createUser(runtimeUrl, { userName, name, roles, credentialHash }, softwareVersion());
    if (id === undefined)
      throw new CommandError(EXIT.usage, `The user name ${userName} exists already; nobody was registered.`);
    report(`${name} can sign in as ${userName}.`);
  });
}
