import type { Recipe } from '@autolog/domain/recipe/recipe';
import type { EntryStep } from '@autolog/domain/step-kind/entry';

export const STEPS = 400;
const OPERATIONS = 20;

const text = (words: string) => ({ en: words, nl: words });
export const stepId = (n: number): string => `step-${String(n).padStart(3, '0')}`;

/** A figure to be entered; unsigned, so that the cost of a command is measured and not that of a password hash. */
const entry = (n: number): EntryStep => ({
  kind: 'entry',
  id: stepId(n),
  title: text(`Count ${String(n)}`),
  instruction: text('Count the sample and enter the viability.'),
  after: [],
  signature: 'none',
  irreversible: false,
  parameter: {
    id: `viability_${String(n)}`,
    title: text('Viability'),
    unit: '%',
    decimals: 1,
    source: 'manual',
    criticality: 'CQA',
    limits: { target: '95', alert: { low: '85' }, action: { low: '80' } },
    blind: false,
    reference: 'bench',
  },
});

/** As long as a 12-day record is: 400 steps in 20 operations. Within an operation any step may be done first. */
export const BENCH_RECIPE: Recipe = {
  format: 'autolog-recipe/1',
  code: 'BENCH',
  version: '1',
  title: text('Bench'),
  product: text('Nothing'),
  reference: 'bench',
  materials: [],
  anchors: [],
  device: 'tct-processor',
  procedure: [
    {
      id: 'all',
      title: text('All'),
      operations: Array.from({ length: OPERATIONS }, (_, o) => ({
        id: `operation-${String(o)}`,
        title: text(`Operation ${String(o)}`),
        after: [],
        steps: Array.from({ length: STEPS / OPERATIONS }, (_, s) => entry((o * STEPS) / OPERATIONS + s)),
      })),
    },
  ],
};
