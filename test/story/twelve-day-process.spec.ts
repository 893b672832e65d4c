import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectBitChangesFound, expectEveryStepClosed, expectNoBrokenInvariant } from '../harness/bundle-checks.ts';
import { runAutolog } from '../harness/run-autolog.ts';
import { seedOfRun } from '../harness/seed-of-run.ts';
import { bundlesIn, chosenScenarios, differencesOf, simulateBatches } from '../harness/simulated-batches.ts';
import type { SimulatedBatch } from '../harness/simulated-batches.ts';

/** Every scenario and ten donors are in test/deep; a run of this suite has two scenarios and one donor of them. */
const FAULT_SCENARIOS_PER_RUN = 2;
const DONORS = 10;
const SIMULATION_MS_MAX = 15 * 60_000;
const VERIFY_MS_MAX = 5 * 60_000;
/** Each is verified by a process of its own, as by an inspector; 200 are changed in export.int.spec.ts, 20 in test/deep. */
const BIT_CHANGES = 5;

const seed = seedOfRun();
const donor = 1 + (seed % DONORS);
const scenarios = ['clean', ...chosenScenarios(seed, FAULT_SCENARIOS_PER_RUN)];

describe('the 12-day process: a clean batch and two scenarios chosen by the seed, simulated and verified from their bundles', () => {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-process-'));
  const folderOf = (scenario: string): string => join(dir, scenario);
  const bundles = (): readonly string[] => scenarios.flatMap((scenario) => bundlesIn(folderOf(scenario)));
  let batches: readonly SimulatedBatch[];

  beforeAll(async () => {
    process.stdout.write(
      `process: AUTOLOG_TEST_SEED=${String(seed)}: ${scenarios.join(', ')}; donor ${String(donor)}\n`,
    );
    // At the same time, each on a site of its own.
    const runs = scenarios.map((scenario) =>
      simulateBatches(['--scenario', scenario, '--seed', String(donor)], folderOf(scenario)),
    );
    batches = (await Promise.all(runs)).flat();
  }, SIMULATION_MS_MAX);

  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  test('every step is done, and every fault raises the expected exceptions and no others', () => {
    expect(batches.map(({ scenario }) => scenario)).toEqual(scenarios);
    expect(batches.flatMap(differencesOf)).toEqual([]);
  });

  test(
    '[INV-1] [INV-2] [INV-3] [INV-4] [INV-5] [INV-8] hold for every batch, checked from its bundle',
    async () => {
      expect(bundles()).toHaveLength(batches.length);
      for (const bundle of bundles()) await expectNoBrokenInvariant(bundle);
    },
    VERIFY_MS_MAX,
  );

  test('in every bundle every step of its recipe is either performed or not applicable', async () => {
    for (const bundle of bundles()) await expectEveryStepClosed(bundle);
  });

  test(
    'every bundle verifies without key or witness',
    async () => {
      for (const bundle of bundles()) expect(await runAutolog('verify', bundle)).toMatchObject({ code: 0 });
    },
    VERIFY_MS_MAX,
  );

  test(
    `[F21] each of ${String(BIT_CHANGES)} single-bit changes in a bundle is found`,
    async () => expectBitChangesFound(bundles()[0] ?? '', BIT_CHANGES, seed),
    VERIFY_MS_MAX,
  );
});
