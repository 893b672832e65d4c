import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { checkRecipe } from '@autolog/domain/recipe/check/check-recipe';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { readYaml, type FileFault, type LineByPath } from './read-yaml.js';
import { schemaFaults } from './schema-faults.js';

/** More faults than this are not read anyway. */
export const FAULTS_MAX = 50;

let compiled: ValidateFunction<Recipe> | undefined;

/** Compiled at the first recipe: most processes never load one. */
function recipeValidator(): ValidateFunction<Recipe> {
  if (compiled) return compiled;
  const schema = JSON.parse(readFileSync(new URL('./recipe.schema.json', import.meta.url), 'utf8')) as object;
  const ajv = new Ajv2020({ allErrors: true, discriminator: true, strictTypes: false });
  compiled = ajv.compile<Recipe>(schema);
  return compiled;
}

/**
 * Reads a master batch record as its author wrote it. Gives the recipe, exactly as it will be hashed, or every fault
 * with its line. Never throws on what the file says.
 */
export function loadRecipe(yaml: string): Readonly<{ recipe: Recipe }> | Readonly<{ faults: readonly FileFault[] }> {
  const read = readYaml(yaml);
  if ('faults' in read) return { faults: read.faults.slice(0, FAULTS_MAX) };
  const validate = recipeValidator();
  const { value } = read;
  if (!validate(value)) {
    const faults = schemaFaults(validate.errors ?? []).slice(0, FAULTS_MAX);
    return { faults: faults.map((fault) => withLine(fault, read.lines)) };
  }
  const faults = checkRecipe(value);
  if (faults.length > 0) return { faults: faults.slice(0, FAULTS_MAX).map((fault) => withLine(fault, read.lines)) };
  return { recipe: value };
}

/** The line of the part at fault, or of the nearest part around it that is in the file. */
function withLine(fault: FileFault, lines: LineByPath): FileFault {
  for (let path = fault.path; ; path = path.slice(0, path.lastIndexOf('/'))) {
    const line = lines.get(path);
    if (line !== undefined) return { ...fault, line };
    if (path === '') return fault;
  }
}
