import { type ParsedCommand, parseCommandLine, USAGE } from './command-line.js';
import { readConfig } from './installation/config.js';
import { CommandError, EXIT } from './errors/command-error.js';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Each command loads what it needs and no more: most of a second goes into what only a running site uses. */
async function run(command: ParsedCommand): Promise<void> {
  switch (command.command) {
    case 'help':
      print(USAGE);
      return;
    case 'start': {
      const { start } = await import('./commands/start.js');
      return start(command, readConfig(), print);
    }
    case 'migrate': {
      const { runMigrate } = await import('./commands/create-user.js');
      return runMigrate(readConfig(), command.data, print);
    }
    case 'rebuild': {
      const { runRebuild } = await import('./commands/create-user.js');
      return runRebuild(readConfig(), command.data, print);
    }
    case 'create-user': {
      const { runCreateUser } = await import('./commands/create-user.js');
      return runCreateUser(readConfig(), command.data, command, print);
    }
    case 'recipe check': {
      const { runRecipeCheck } = await import('./commands/recipe-check.js');
      runRecipeCheck(command, print);
      return;
    }
    case 'simulate': {
      const { simulate } = await import('./commands/simulate.js');
      return simulate(command, readConfig(), print);
    }
    case 'export': {
      const { runExport } = await import('./commands/export.js');
      return runExport(command, print);
    }
    case 'verify': {
      const { runVerify } = await import('./commands/verify.js');
      process.exitCode = await runVerify(command, print);
    }
  }
}

// A terminal that was closed takes no more lines; what runs must still be stopped in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await run(parseCommandLine(process.argv.slice(2)));
} catch (error) {
  const expected = error instanceof CommandError;
  process.stderr.write(
    `${expected ? error.message : ((error instanceof Error ? error.stack : undefined) ?? String(error))}\n`,
  );
  process.exitCode = expected ? error.exitCode : EXIT.software;
}
// Sockets kept open for a next request would hold the process for seconds.
process.exit();
