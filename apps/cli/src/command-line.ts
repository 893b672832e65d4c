import { CommandError } from './errors/command-error.js';
import { UsageError } from './errors/usage-error.js';

type ReportLine = (line: string) => void;

/** What each file in commands/ exports: how the command is used, and what it does with the words after its name. */
type CommandModule = Readonly<{
  USAGE: string;
  run: (words: readonly string[], report: ReportLine) => Promise<void>;
}>;

/** A command is loaded when it is used: a program that only checks a file needs no database code. */
const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  start: () => import('./commands/start.js'),
  migrate: () => import('./commands/migrate.js'),
  rebuild: () => import('./commands/rebuild.js'),
  'create-user': () => import('./commands/create-user.js'),
  recipe: () => import('./commands/recipe-check.js'),
  simulate: () => import('./commands/simulate.js'),
  export: () => import('./commands/export.js'),
  verify: () => import('./commands/verify.js'),
};

const HELP_OPTIONS: ReadonlySet<string | undefined> = new Set(['--help', '-h']);

/** Runs the command that the words after `autolog` name. Throws CommandError, with the usage where a word is wrong. */
export async function runCommandLine(words: readonly string[], report: ReportLine): Promise<void> {
  const [name, ...rest] = words;
  if (name === 'help' || words.some((word) => HELP_OPTIONS.has(word))) return report(await usageText());
  try {
    await (await loadCommand(name)).run(rest, report);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new CommandError(error.exitCode, `${error.message}\n\n${await usageText()}`, error);
  }
}

function loadCommand(name: string | undefined): Promise<CommandModule> {
  if (name === undefined) throw new UsageError('Give a command.');
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`There is no command "${name}".`);
  return load();
}

async function usageText(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return `Autolog keeps the batch records of patient-specific cell therapies.

${commands.map(({ USAGE }) => USAGE).join('\n')}

Without DATABASE_URL and DATABASE_OWNER_URL the database in FOLDER (./data) is used. See docs/operations.md.
`;
}
