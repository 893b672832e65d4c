import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isRole, ROLES_TEXT } from './input/roles.js';
import type { Role } from '@autolog/domain/role';
import { LANGUAGES, type Language } from '@autolog/domain/text';
import { parsePort } from './installation/config.js';
import type { ExportOptions } from './commands/export.js';
import type { VerifyOptions } from './commands/verify.js';
import { CommandError, EXIT } from './errors/command-error.js';
import { parseDevice, parseScenarios, parseSeeds } from './commands/simulate-options.js';
import type { StartOptions } from './commands/start.js';
import type { SimulateOptions } from './commands/simulate.js';

export const USAGE = `Autolog keeps the batch records of patient-specific cell therapies.

  autolog start [--port N] [--data FOLDER] [--empty] [--no-demo-devices]
                               a demo site on this machine; Ctrl-C stops it. The first start simulates the 13 days
                               before today; with --empty there is no history, and the site clock starts at the present
  autolog migrate [--data FOLDER]
                               bring a database up to this version
  autolog rebuild [--data FOLDER]
                               rebuild every view from the log
  autolog create-user --user-name NAME --name "PRINTED NAME" --role ROLE [--role ROLE …] [--data FOLDER]
                               the password is read from standard input
  autolog recipe check FILE [--language en|nl] [--json]
                               every fault of a master batch record with its line, or a summary of it
  autolog simulate --recipe FILE [--seed N | --seed A-B] [--scenario NAME | --scenario all]
                   [--program NAME] [--bundle OUT] [--json]
                               simulate whole batches on simulated devices, on a temporary site that is removed after,
                               or with --server URL --device CODE=URL [--people FILE] on a running one
  autolog export BATCH --out FILE [--server URL] [--token FILE | --user-name NAME] [--force]
                               the whole record of a batch as one file; the password is read from standard input, and
                               a demo needs none. BATCH is its number (B-2026-0001) or its id
  autolog verify FILE [--key FINGERPRINT|FILE] [--witness FILE] [--json]
                               is this bundle what was recorded? Needs no database, network or server; exits with 1
                               when anything does not hold or a rule was broken, else with 0, also when the signing
                               key was not compared because neither --key nor --witness is given

Without DATABASE_URL and DATABASE_OWNER_URL the database in FOLDER (./data) is used. See docs/operations.md.
`;

export type ParsedCommand =
  | Readonly<{ command: 'help' }>
  | Readonly<{ command: 'start' } & StartOptions>
  | Readonly<{ command: 'migrate'; data: string }>
  | Readonly<{ command: 'rebuild'; data: string }>
  | Readonly<{ command: 'create-user'; data: string; userName: string; name: string; roles: readonly Role[] }>
  | Readonly<{ command: 'recipe check'; file: string; language: Language; json: boolean }>
  | Readonly<{ command: 'simulate' } & SimulateOptions>
  | Readonly<{ command: 'export' } & ExportOptions>
  | Readonly<{ command: 'verify' } & VerifyOptions>;

/** Reads the words after `autolog`. Throws CommandError with exit code 64 and what is wrong. */
export function parseCommandLine(words: readonly string[]): ParsedCommand {
  const [command, ...rest] = words;
  if (rest.some((word) => word === '--help' || word === '-h')) return { command: 'help' };
  switch (command) {
    case 'help':
    case '--help':
    case '-h':
      return { command: 'help' };
    case 'start':
      return parseStart(rest);
    case 'migrate':
    case 'rebuild':
      return { command, data: resolveDataFolder(parseOptions(rest, FOLDER_OPTION).values.data) };
    case 'create-user':
      return parseCreateUser(rest);
    case 'recipe':
      return parseRecipeCheck(rest);
    case 'simulate':
      return parseSimulate(rest);
    case 'export':
      return parseExport(rest);
    case 'verify':
      return parseVerify(rest);
    case undefined:
      throw usageError('Give a command.');
    default:
      throw usageError(`There is no command "${command}".`);
  }
}

const FOLDER_OPTION = { data: { type: 'string' } } as const;
const START_OPTIONS = {
  ...FOLDER_OPTION,
  port: { type: 'string' },
  empty: { type: 'boolean' },
  'no-demo-devices': { type: 'boolean' },
} as const;
const CREATE_USER_OPTIONS = {
  ...FOLDER_OPTION,
  'user-name': { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string', multiple: true },
} as const;

const RECIPE_OPTIONS = { language: { type: 'string' }, json: { type: 'boolean' } } as const;

function parseStart(words: string[]): ParsedCommand {
  const { values } = parseOptions(words, START_OPTIONS);
  const port = values.port === undefined ? undefined : parsePort(values.port);
  if (values.port !== undefined && port === undefined)
    throw usageError(`--port must be a number from 1 to 65535, and it is "${values.port}".`);
  return {
    command: 'start',
    data: resolveDataFolder(values.data),
    devices: values['no-demo-devices'] !== true,
    empty: values.empty === true,
    ...(port === undefined ? {} : { port }),
  };
}

function parseCreateUser(words: string[]): ParsedCommand {
  const { values } = parseOptions(words, CREATE_USER_OPTIONS);
  const { 'user-name': userName, name, role = [] } = values;
  if (userName === undefined || name === undefined) throw usageError('create-user needs --user-name and --name.');
  const roles = role.filter(isRole);
  if (roles.length === 0 || roles.length < role.length)
    throw usageError(`create-user needs --role, one or more of: ${ROLES_TEXT}.`);
  return { command: 'create-user', data: resolveDataFolder(values.data), userName, name, roles };
}

function parseRecipeCheck(words: string[]): ParsedCommand {
  const { positionals, values } = parseOptions(words, RECIPE_OPTIONS, true);
  const [verb, file, more] = positionals;
  if (verb !== 'check' || file === undefined || more !== undefined) throw usageError('recipe check needs one file.');
  const language = LANGUAGES.find((one) => one === (values.language ?? 'en'));
  if (language === undefined) throw usageError(`--language is one of: ${LANGUAGES.join(', ')}.`);
  return { command: 'recipe check', file: resolve(file), language, json: values.json === true };
}

const SIMULATE_OPTIONS = {
  recipe: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  program: { type: 'string' },
  server: { type: 'string' },
  device: { type: 'string', multiple: true },
  people: { type: 'string' },
  bundle: { type: 'string' },
  json: { type: 'boolean' },
} as const;

function parseSimulate(words: string[]): ParsedCommand {
  const {
    recipe,
    seed,
    scenario,
    program,
    server,
    device = [],
    people,
    bundle,
    json,
  } = parseOptions(words, SIMULATE_OPTIONS).values;
  if (recipe === undefined) throw usageError('simulate needs --recipe.');
  if ((server === undefined) !== (device.length === 0)) throw usageError('--server and --device are needed together.');
  return {
    command: 'simulate',
    recipe: resolve(recipe),
    seeds: valueOrUsageError(parseSeeds(seed)),
    scenarios: valueOrUsageError(parseScenarios(scenario)),
    json: json === true,
    ...(program !== undefined && { program }),
    ...(bundle !== undefined && { bundle: resolve(bundle) }),
    ...(server !== undefined && {
      server: {
        address: server.replace(/\/$/, ''),
        devices: device.map((text) => valueOrUsageError(parseDevice(text))),
        ...(people !== undefined && { people: resolve(people) }),
      },
    }),
  };
}

const EXPORT_OPTIONS = {
  out: { type: 'string' },
  server: { type: 'string' },
  token: { type: 'string' },
  'user-name': { type: 'string' },
  force: { type: 'boolean' },
} as const;
const SERVER_DEFAULT = 'http://localhost:8080';

function parseExport(words: string[]): ParsedCommand {
  const { values, positionals } = parseOptions(words, EXPORT_OPTIONS, true);
  const [batch, more] = positionals;
  const { out, server = SERVER_DEFAULT, token, 'user-name': userName, force } = values;
  if (batch === undefined || more !== undefined || out === undefined)
    throw usageError('export needs one batch and --out.');
  if (!/^https?:\/\/[^/]/.test(server))
    throw usageError(`--server must begin with http:// or https://, and it is "${server}".`);
  if (token !== undefined && userName !== undefined)
    throw usageError('--token and --user-name both say who asks: give one.');
  return {
    command: 'export',
    batch,
    out: resolve(out),
    server: server.replace(/\/+$/, ''),
    force: force === true,
    ...(token !== undefined && { tokenFile: resolve(token) }),
    ...(userName !== undefined && { userName }),
  };
}

const VERIFY_OPTIONS = { key: { type: 'string' }, witness: { type: 'string' }, json: { type: 'boolean' } } as const;

function parseVerify(words: string[]): ParsedCommand {
  const { values, positionals } = parseOptions(words, VERIFY_OPTIONS, true);
  const [file, more] = positionals;
  const { key, witness, json } = values;
  if (file === undefined || more !== undefined) throw usageError('verify needs one file.');
  return {
    command: 'verify',
    file: resolve(file),
    json: json === true,
    ...(key !== undefined && { key }),
    ...(witness !== undefined && { witness: resolve(witness) }),
  };
}

/** What was read; a sentence says what is wrong instead. */
function valueOrUsageError<Read>(read: Read | string): Read {
  if (typeof read === 'string') throw usageError(read);
  return read;
}

const resolveDataFolder = (folder = 'data'): string => resolve(folder);

function parseOptions<const Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  args: string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

const usageError = (sentence: string): CommandError => new CommandError(EXIT.usage, `${sentence}\n\n${USAGE}`);
