import { readFileSync, statSync } from 'node:fs';
import { CommandError, EXIT } from '../errors/command-error.js';

/**
 * The text of a file that was named on the command line. Throws CommandError (66) when it cannot be read or is larger
 * than `bytesMax`. `before` is put in front of the sentence of the error.
 */
export function readText(file: string, bytesMax: number, before = ''): string {
  try {
    if (statSync(file).size > bytesMax) throw new Error(`it has more than ${bytesMax} bytes`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(EXIT.noInput, `${before}${file} cannot be read: ${why}`, error);
  }
}
