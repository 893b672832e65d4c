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

const PART_MS_MAX = 30 * 60_000;
const BIT_CHANGES = 20;

const seed = seedOfRun();
const passed = new PassedParts(seed);
const PARTS = [
  { name: 'every scenario', options: ['--scenario', 'all', '--seed', '1'], donors: [1] },
  { name: 'donors 2 to 5', options: ['--scenario', 'clean', '--seed', '2-5'], donors: [2, 3, 4, 5] },
  { name: 'donors 6 to 9', options: ['--scenario', 'clean', '--seed', '6-9'], donors: [6, 7, 8, 9] },
  { name: 'donor 10', options: ['--scenario', 'clean', '--seed', '10'], donors: [10] },
] as const;
const BIT_CHANGES_PART = `${String(BIT_CHANGES)} single-bit changes`;

const dir = mkdtempSync(join(tmpdir(), 'autolog-deep-'));
beforeAll(() => {
  process.stdout.write(`deep: AUTOLOG_TEST_SEED=${String(seed)}; what passed is in ${passed.file}\n`);
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

describe.each(PARTS)(
  '[INV-1] [INV-2] [INV-3] [INV-4] [INV-5] [INV-8] the 12-day process, simulated: $name',
  ({ name, options, donors }) => {
    (passed.has(name) ? test.skip : test)(
      'every batch ends as its scenario promises, keeps the invariants and verifies from its bundle alone',
      async () => {
        const folder = join(dir, name.replaceAll(' ', '-'));
        const batches = await simulateBatches(options, folder);
        expect(batches.flatMap(differencesOf)).toEqual([]);
        const scenarios = options[1] === 'all' ? Object.keys(EXCEPTIONS_OF_SCENARIO) : ['clean'];
        const expected = scenarios.flatMap((scenario) => donors.map((donor) => `${scenario} ${String(donor)}`));
        expect(batches.map((batch) => `${batch.scenario} ${String(batch.seed)}`)).toEqual(expected);
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
