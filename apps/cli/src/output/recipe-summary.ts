import { SIGNATURES_MAX, signaturesOf } from '@autolog/domain/recipe/check/check-steps';
import { allOperations, allSteps, parameterOf } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { CRITICALITIES } from '@autolog/domain/quantity/parameter';
import { STEP_KINDS } from '@autolog/domain/step-kind/step-kinds';
import type { Language, Text } from '@autolog/domain/text';
import { canonicalBytes } from '@autolog/ledger/canonical';
import { digestOf } from '@autolog/bundle/sha256';

type Counts = Readonly<Record<string, number>>;
/** A recipe in figures. Repeated operations are counted each time, as they are carried out. */
export type RecipeSummary = Readonly<{
  code: string;
  version: string;
  title: Text;
  hash: string;
  operations: Readonly<{ written: number; carriedOut: number }>;
  steps: number;
  kinds: Counts;
  conditional: number;
  signatures: number;
  bareTicks: number;
  parameters: number;
  criticalities: Counts;
  examples: number;
  anchors: number;
  windows: number;
  days?: Readonly<{ first: number; last: number }>;
  materials: number;
  pending: readonly string[];
}>;

export function recipeSummary(recipe: Recipe): RecipeSummary {
  const [steps, operations] = [allSteps(recipe), allOperations(recipe)];
  const parameters = steps.flatMap((step) => parameterOf(step) ?? []);
  const days = operations.flatMap(({ day }) => day ?? []);
  const conditionalSteps = new Set(
    operations.filter(({ when }) => when !== undefined).flatMap((operation) => operation.steps),
  );
  return {
    code: recipe.code,
    version: recipe.version,
    title: recipe.title,
    hash: digestOf(canonicalBytes(recipe)),
    operations: {
      written: recipe.procedure.reduce((sum, unit) => sum + unit.operations.length, 0),
      carriedOut: operations.length,
    },
    steps: steps.length,
    kinds: countByName(
      STEP_KINDS,
      steps.map(({ kind }) => kind),
    ),
    conditional: steps.filter((step) => step.when !== undefined || conditionalSteps.has(step)).length,
    signatures: signaturesOf(recipe),
    bareTicks: steps.filter(({ kind }) => kind === 'instruction').length,
    parameters: parameters.length,
    criticalities: countByName(
      CRITICALITIES,
      parameters.map(({ criticality }) => criticality),
    ),
    examples: steps.reduce((sum, step) => sum + (step.kind === 'calculation' ? step.examples.length : 0), 0),
    anchors: recipe.anchors.length,
    windows: steps.filter(({ window }) => window !== undefined).length,
    ...(days.length > 0 && { days: { first: Math.min(...days), last: Math.max(...days) } }),
    materials: recipe.materials.length,
    pending: (recipe.release?.pending ?? []).map(({ id }) => id),
  };
}

const countByName = (names: readonly string[], found: readonly string[]): Counts =>
  Object.fromEntries(
    names.map((name) => [name, found.filter((one) => one === name).length] as const).filter(([, count]) => count > 0),
  );

const formatCounts = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

const formatPercent = (part: number, of: number): string => ((part * 100) / of).toFixed(1);

/** The summary as an author reads it. */
export function summaryLines(summary: RecipeSummary, language: Language): readonly string[] {
  const { code, version, title, operations, steps, bareTicks, days, pending } = summary;
  const share = formatPercent(bareTicks, steps);
  const rows: readonly (readonly [en: string, nl: string, en: string, nl?: string])[] = [
    ['hash', 'controlegetal', summary.hash],
    [
      'operations',
      'bewerkingen',
      `${operations.carriedOut} as carried out, ${operations.written} written`,
      `${operations.carriedOut} uitgevoerd, ${operations.written} geschreven`,
    ],
    [
      'steps',
      'stappen',
      `${steps} (${formatCounts(summary.kinds)}), ${summary.conditional} under a condition`,
      `${steps} (${formatCounts(summary.kinds)}), ${summary.conditional} onder een voorwaarde`,
    ],
    [
      'signatures',
      'handtekeningen',
      `${summary.signatures} (at most ${SIGNATURES_MAX})`,
      `${summary.signatures} (hoogstens ${SIGNATURES_MAX})`,
    ],
    [
      'bare ticks',
      'kale vinkjes',
      `${bareTicks} (${share} % of the steps)`,
      `${bareTicks} (${share} % van de stappen)`,
    ],
    ['parameters', 'parameters', `${summary.parameters} (${formatCounts(summary.criticalities)})`],
    ['test cases', 'testgevallen', String(summary.examples)],
    ['anchors, windows', 'ankermomenten, vensters', `${summary.anchors}, ${summary.windows}`],
    ...(days ? [['days', 'dagen', `${days.first} to ${days.last}`, `${days.first} tot ${days.last}`] as const] : []),
    ['materials', 'materialen', String(summary.materials)],
    [
      'pending tests',
      'testen die nog volgen',
      pending.length === 0 ? '0' : `${pending.length} (${pending.join(', ')})`,
    ],
  ];
  const valid = { en: 'is valid', nl: 'is geldig' };
  return [
    `${code} ${version} ${valid[language]}: ${title[language]}`,
    ...rows.map(([en, nl, value, dutchValue = value]) =>
      language === 'en' ? `  ${en.padEnd(18)}${value}` : `  ${nl.padEnd(24)}${dutchValue}`,
    ),
  ];
}
