import { type Command, readArguments, USAGE } from './arguments.js';
import { runCreateUser, runMigrate, runRebuild } from './command/database-commands.js';
import { runExport } from './command/export.js';
import { runRecipeCheck } from './command/recipe-check.js';
import { runVerify } from './command/verify.js';
import { readConfig } from './config.js';
import { CommandFault, EXIT } from './fault.js';
import { simulate } from './simulate/simulate.js';
import { start } from './start/start.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function run(command: Command): Promise<void> {
  switch (command.command) {
    case 'help':
      say(USAGE);
      return;
    case 'start':
      return start(command, readConfig(), say);
    case 'migrate':
      return runMigrate(readConfig(), command.data, say);
    case 'rebuild':
      return runRebuild(readConfig(), command.data, say);
    case 'create-user':
      return runCreateUser(readConfig(), command.data, command, say);
    case 'recipe check':
      runRecipeCheck(command, say);
      return;
    case 'simulate':
      return simulate(command, readConfig(), say);
    case 'export':
      return runExport(command, say);
    case 'verify':
      process.exitCode = await runVerify(command, say);
  }
}

// A terminal that was closed takes no more lines; what runs must still be stopped in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await run(readArguments(process.argv.slice(2)));
} catch (error) {
  const expected = error instanceof CommandFault;
  process.stderr.write(
    `${expected ? error.message : ((error instanceof Error ? error.stack : undefined) ?? String(error))}\n`,
  );
  process.exitCode = expected ? error.exitCode : EXIT.software;
}
// Sockets kept open for a next request would hold the process for seconds.
process.exit();
