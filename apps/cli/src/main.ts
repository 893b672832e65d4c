import { runCommandLine } from './command-line.js';
import { CommandError, EXIT } from './errors/command-error.js';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

// A closed terminal takes no more lines; the processes that run must still be stopped in order.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  await runCommandLine(process.argv.slice(2), print);
} catch (error) {
  const expected = error instanceof CommandError;
  process.stderr.write(
    `${expected ? error.message : ((error instanceof Error ? error.stack : undefined) ?? String(error))}\n`,
  );
  process.exitCode = expected ? error.exitCode : EXIT.software;
}
// Without this, sockets that are kept open for another request would hold the process for seconds.
process.exit();
