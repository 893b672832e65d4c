import { readFileSync } from 'node:fs';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { CommandFault, EXIT } from '../fault.js';

/** Reads a master batch record as the server would at import, and says every fault with its line. */
export function runRecipeCheck(file: string, say: (line: string) => void): void {
  const read = loadRecipe(readText(file));
  if ('faults' in read) {
    const lines = read.faults.map(
      ({ line, path, en }) => `${file}${line === undefined ? '' : `:${line}`}: ${en} (${path || '/'})`,
    );
    const count = read.faults.length;
    throw new CommandFault(EXIT.badData, [...lines, `${count} ${count === 1 ? 'fault' : 'faults'} found.`].join('\n'));
  }
  const { code, version, procedure } = read.recipe;
  const steps = procedure.flatMap(({ operations }) => operations).flatMap((operation) => operation.steps);
  say(`${code} ${version} is valid: ${steps.length} steps.`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFault(
      EXIT.noInput,
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}
