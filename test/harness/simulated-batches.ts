import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runAutolog } from './run-autolog.ts';
import { seededRandom } from './seeded-random.ts';

export const TWELVE_DAY_RECIPE = resolve(import.meta.dirname, '../../libs/recipes/src/cd19-tct-12d.yaml');

/** What goes wrong in a batch, and the classes of exceptions that this must raise; `allowed` may be raised as well. */
export const EXCEPTIONS_OF_SCENARIO: Readonly<
  Record<string, Readonly<{ raised: readonly string[]; allowed?: readonly string[]; outcome: string }>>
> = {
  clean: { raised: [], outcome: 'certified' },
  'wrong-lot': { raised: ['wrong_lot'], outcome: 'certified' },
  'co2-alarm': { raised: ['device_alarm'], outcome: 'certified' },
  'low-viability': { raised: ['out_of_limit'], allowed: ['deviating_choice'], outcome: 'rejected' },
  // The device that waits for the vector may raise an alarm about the same delay.
  'missed-window': { raised: ['window_missed'], allowed: ['device_alarm'], outcome: 'certified' },
  // When contact takes long to come back, the adapter raises an alarm besides the gap.
  'network-cut': { raised: ['data_gap'], allowed: ['device_alarm'], outcome: 'certified' },
  'night-shift': { raised: [], outcome: 'certified' },
};
const FAULT_SCENARIOS = Object.keys(EXCEPTIONS_OF_SCENARIO).filter((name) => name !== 'clean');

/** One batch as `autolog simulate --json` reports it. */
export type SimulatedBatch = Readonly<{
  seed: number;
  scenario: string;
  batchNumber: string;
  outcome: string;
  asPromised: boolean;
  differences: readonly string[];
  exceptions: readonly Readonly<{ class: string; severity: string; step?: string }>[];
  steps: Readonly<{ done: number; total: number }>;
}>;

/** The same for the same seed, in the order of the list. */
export function chosenScenarios(seed: number, count: number): readonly string[] {
  const random = seededRandom(seed);
  const ordered = FAULT_SCENARIOS.map((name) => ({ name, at: random() })).toSorted((a, b) => a.at - b.at);
  const chosen = ordered.slice(0, count).map(({ name }) => name);
  return FAULT_SCENARIOS.filter((name) => chosen.includes(name));
}

/**
 * Runs `autolog simulate` with these options: on a temporary site of its own, at most four batches at once. The bundles are
 * written to `bundleDir`, which must be new: batch numbers begin again on each site.
 */
export async function simulateBatches(
  options: readonly string[],
  bundleDir: string,
): Promise<readonly SimulatedBatch[]> {
  mkdirSync(bundleDir, { recursive: true });
  const { out, err } = await runAutolog(
    'simulate',
    ...['--recipe', TWELVE_DAY_RECIPE, '--json', '--bundle', bundleDir],
    ...options,
  );
  if (!out.startsWith('{')) throw new Error(`${err}\n${out}`);
  return (JSON.parse(out) as { batches: readonly SimulatedBatch[] }).batches;
}

export const bundlesIn = (bundleDir: string): readonly string[] =>
  readdirSync(bundleDir).map((name) => join(bundleDir, name));

/** How a batch differs from what its scenario promises, one sentence each. */
export function differencesOf(batch: SimulatedBatch): readonly string[] {
  const name = `${batch.scenario}, seed ${String(batch.seed)}`;
  const expected = EXCEPTIONS_OF_SCENARIO[batch.scenario];
  if (!expected) return [`${name}: there is no such scenario`];
  const classes = new Set(batch.exceptions.map((raised) => raised.class));
  const known = [...expected.raised, ...(expected.allowed ?? [])];
  return [
    ...batch.differences.map((difference) => `${name}: ${difference}`),
    ...expected.raised.filter((one) => !classes.has(one)).map((one) => `${name}: ${one} was not raised`),
    ...[...classes].filter((one) => !known.includes(one)).map((one) => `${name}: ${one} was raised`),
    ...(batch.outcome === expected.outcome ? [] : [`${name}: the batch is ${batch.outcome}`]),
    ...(batch.asPromised === (batch.differences.length === 0) ? [] : [`${name}: asPromised is wrong`]),
    ...(batch.steps.done === batch.steps.total
      ? []
      : [`${name}: ${String(batch.steps.done)} of ${String(batch.steps.total)} steps were done`]),
  ];
}
