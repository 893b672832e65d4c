import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { LANGUAGES, type Language } from '@autolog/domain/text';
import { FAULTS_MAX, loadRecipe } from '@autolog/recipes/load-recipe';
import { RECIPE_LENGTH_MAX, type FileFault } from '@autolog/recipes/parse-yaml';
import { CommandError, EXIT } from '../errors/command-error.js';
import { UsageError } from '../errors/usage-error.js';
import { parseOptions } from '../input/parse-options.js';
import { escapeControlCharacters, escapedJson } from '../output/escape.js';
import { summaryLines, recipeSummary } from '../output/recipe-summary.js';

export const USAGE = `\
  autolog recipe check FILE [--language en|nl] [--json]
                               every fault of a master batch record with its line, or a summary of it`;

const OPTIONS = { language: { type: 'string' }, json: { type: 'boolean' } } as const;
/** A character takes at most four bytes; a file of more is too long whatever it contains, and is not read to its end. */
const RECIPE_BYTES_MAX = RECIPE_LENGTH_MAX * 4;

type RecipeCheckOptions = Readonly<{ file: string; language: Language; json: boolean }>;

export async function run(words: readonly string[], report: (line: string) => void): Promise<void> {
  runRecipeCheck(parseRecipeCheck(words), report);
}

export function parseRecipeCheck(words: readonly string[]): RecipeCheckOptions {
  const { positionals, values } = parseOptions(words, OPTIONS, true);
  const [verb, file, more] = positionals;
  if (verb !== 'check' || file === undefined || more !== undefined)
    throw new UsageError('recipe check needs one file.');
  const language = LANGUAGES.find((one) => one === (values.language ?? 'en'));
  if (language === undefined) throw new UsageError(`--language is one of: ${LANGUAGES.join(', ')}.`);
  return { file: resolve(file), language, json: values.json === true };
}

/** Reads a master batch record as the server would at import: every fault with its line, or a summary of the record. */
export function runRecipeCheck({ file, language, json }: RecipeCheckOptions, report: (line: string) => void): void {
  const text = readRecipeText(file, language);
  const read = typeof text === 'string' ? loadRecipe(text) : { faults: [text] };
  if ('recipe' in read) {
    const summary = recipeSummary(read.recipe);
    if (json) report(escapedJson({ valid: true, ...summary }));
    else for (const line of summaryLines(summary, language)) report(escapeControlCharacters(line));
    return;
  }
  const faults = [...read.faults].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  if (json) report(escapedJson({ valid: false, faults }));
  const lines = json ? [] : faults.map((fault) => escapeControlCharacters(formatFault(file, fault, language)));
  throw new CommandError(EXIT.badData, [...lines, FAULT_COUNT_TEXT[language](faults.length)].join('\n'));
}

const formatFault = (file: string, { line, ...text }: FileFault, language: Language): string =>
  `${file}${line === undefined ? '' : `:${line}`}: ${text[language]}`;

const FAULT_COUNT_TEXT: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) =>
    count === FAULTS_MAX
      ? `The first ${count} faults are shown; correct these and check again.`
      : `${count} ${count === 1 ? 'fault' : 'faults'} found.`,
  nl: (count) =>
    count === FAULTS_MAX
      ? `De eerste ${count} fouten staan hier; herstel deze en controleer opnieuw.`
      : `${count} ${count === 1 ? 'fout' : 'fouten'} gevonden.`,
};

/** The text of the file, or the fault that keeps it from being one. */
function readRecipeText(file: string, language: Language): string | FileFault {
  const bytes = readRecipeBytes(file, language);
  if (bytes.length > RECIPE_BYTES_MAX) {
    return {
      path: '',
      en: `The file has more than ${RECIPE_BYTES_MAX} bytes.`,
      nl: `Het bestand heeft meer dan ${RECIPE_BYTES_MAX} bytes.`,
    };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { path: '', en: 'The file is not text in UTF-8.', nl: 'Het bestand is geen tekst in UTF-8.' };
  }
}

/** Reads at most one byte more than a recipe may have: a file such as /dev/zero never ends. */
function readRecipeBytes(file: string, language: Language): Uint8Array {
  try {
    const opened = openSync(file, 'r');
    try {
      const bytes = new Uint8Array(RECIPE_BYTES_MAX + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < bytes.length; length += read) {
        read = readSync(opened, bytes, length, bytes.length - length, null);
      }
      return bytes.subarray(0, length);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const sentence = { en: `${file} cannot be read: ${why}`, nl: `${file} is niet te lezen: ${why}` };
    throw new CommandError(EXIT.noInput, sentence[language], error);
  }
}
