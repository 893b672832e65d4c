import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../errors/usage-error.js';

export const DATA_FOLDER_OPTION = { data: { type: 'string' } } as const;

export const resolveDataFolder = (folder = 'data'): string => resolve(folder);

/** The options and positionals of a command. Throws UsageError where a word is not one of them. */
export function parseOptions<const Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(
  words: readonly string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The data folder of a command that has no other option. */
export const parseDataFolder = (words: readonly string[]): string =>
  resolveDataFolder(parseOptions(words, DATA_FOLDER_OPTION).values.data);

/** What was parsed; where that is a sentence, it is what is wrong. Throws UsageError. */
export function valueOrUsageError<Parsed>(parsed: Parsed | string): Parsed {
  if (typeof parsed === 'string') throw new UsageError(parsed);
  return parsed;
}
