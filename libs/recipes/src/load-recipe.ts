import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { checkRecipe } from '@autolog/domain/recipe/check/check-recipe';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { parseYaml, type FileFault, type LineByPath } from './parse-yaml.js';
import { readRecipeSchema } from './recipe-schema.js';
import { schemaFaults } from './schema-faults.js';

/** More faults than this are not read anyway. */
export const FAULTS_MAX = 50;

let compiled: ValidateFunction<Recipe> | undefined;

/** Compiled at the first recipe: most processes never load one. */
function recipeValidator(): ValidateFunction<Recipe> {
  if (compiled) return compiled;
  const ajv = new Ajv2020({ allErrors: true, discriminator: true, strictTypes: false });
  compiled = ajv.compile<Recipe>(readRecipeSchema());
  return compiled;
}

/**
 * Parses and checks a master batch record as its author wrote it. Returns the recipe exactly as it will be hashed, or at
 * most FAULTS_MAX faults, each with its line. Never throws on the content of the file.
 */
export function loadRecipe(yaml: string): Readonly<{ recipe: Recipe }> | Readonly<{ faults: readonly FileFault[] }> {
  const parsed = parseYaml(yaml);
  if ('faults' in parsed) return { faults: parsed.faults.slice(0, FAULTS_MAX) };
  const validate = recipeValidator();
  const { value } = parsed;
  if (!validate(value)) {
    const faults = schemaFaults(validate.errors ?? []).slice(0, FAULTS_MAX);
    return { faults: faults.map((fault) => withLine(fault, parsed.lines)) };
  }
  const faults = checkRecipe(value);
  if (faults.length > 0) return { faults: faults.slice(0, FAULTS_MAX).map((fault) => withLine(fault, parsed.lines)) };
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
