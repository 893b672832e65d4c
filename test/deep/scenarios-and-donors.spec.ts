import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expectBitChangesFound, expectEveryStepClosed, expectNoBrokenInvariant } from '../harness/bundle-checks.ts';
import { runAutolog } from '../harness/run-autolog.ts';
import { seedOfRun } from '../harness/seed-of-run.ts';
import {
  bundlesIn,
  differencesOf,
  EXCEPTIONS_OF_SCENARIO,
  simulateBatches,
  TWELVE_DAY_RECIPE,
} from '../harness/simulated-batches.ts';
import { PassedParts } from './passed-parts.ts';

const PART_MS_MAX = 15 * 60_000;
const BIT_CHANGES = 20;

type Part = Readonly<{ name: string; scenarios: readonly string[]; donors: readonly number[] }>;

const seed = seedOfRun();
const passed = new PassedParts(seed);
/** A temporary site has devices for four batches at once. */
const PARTS: readonly Part[] = [
  { name: 'four scenarios', scenarios: ['clean', 'wrong-lot', 'co2-alarm', 'low-viability'], donors: [1] },
  { name: 'three scenarios', scenarios: ['missed-window', 'network-cut', 'night-shift'], donors: [1] },
  { name: 'donors 2 to 5', scenarios: ['clean'], donors: [2, 3, 4, 5] },
  { name: 'donors 6 to 9', scenarios: ['clean'], donors: [6, 7, 8, 9] },
  { name: 'donor 10', scenarios: ['clean'], donors: [10] },
];
const BIT_CHANGES_PART = `${String(BIT_CHANGES)} single-bit changes`;

const dir = mkdtempSync(join(tmpdir(), 'autolog-deep-'));
beforeAll(() => {
  process.stdout.write(`deep: AUTOLOG_TEST_SEED=${String(seed)}; what passed is in ${passed.file}\n`);
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

test('the parts have every scenario and ten donors without faults', () => {
  const scenarios = PARTS.flatMap((part) => part.scenarios);
  expect(new Set(scenarios)).toEqual(new Set(Object.keys(EXCEPTIONS_OF_SCENARIO)));
  const donors = PARTS.filter((part) => part.scenarios.includes('clean')).flatMap((part) => part.donors);
  expect(donors).toEqual(expect.arrayContaining([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
});

describe.each(PARTS)(
  '[INV-1] [INV-2] [INV-3] [INV-4] [INV-5] [INV-8] the 12-day process, simulated: $name',
  ({ name, scenarios, donors }) => {
    (passed.has(name) ? test.skip : test)(
      'every batch ends as its scenario promises, keeps the invariants and verifies from its bundle alone',
      async () => {
        const folder = join(dir, name.replaceAll(' ', '-'));
        const batches = await simulateBatches(scenarios, donors, folder);
        expect(batches).toHaveLength(scenarios.length * donors.length);
        expect(batches.flatMap(differencesOf)).toEqual([]);
        expect(bundlesIn(folder)).toHaveLength(batches.length);
        for (const bundle of bundlesIn(folder)) {
          await expectNoBrokenInvariant(bundle);
          await expectEveryStepClosed(bundle);
          expect(await runAutolog('verify', bundle)).toMatchObject({ code: 0 });
        }
        passed.add(name);
      },
      PART_MS_MAX,
    );
  },
);

describe('[F21] single-bit changes in a bundle', () => {
  (passed.has(BIT_CHANGES_PART) ? test.skip : test)(
    'the command simulates a clean batch, and each of 20 single-bit changes in its bundle is found',
    async () => {
      const bundle = join(dir, 'command.autolog.zip');
      const options = ['--recipe', TWELVE_DAY_RECIPE, '--scenario', 'clean', '--seed', '1', '--bundle', bundle];
      const ended = await runAutolog('simulate', ...options);
      expect({ code: ended.code, err: ended.code === 0 ? '' : ended.err }).toEqual({ code: 0, err: '' });
      await expectBitChangesFound(bundle, BIT_CHANGES, seed);
      passed.add(BIT_CHANGES_PART);
    },
    PART_MS_MAX,
  );
});
