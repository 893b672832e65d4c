import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import { runAutolog, type CommandResult } from '../harness/run-autolog.ts';
import { readLoggedBatch } from '../harness/logged-batch.ts';
import { brokenInvariants } from '../harness/invariants.ts';
import { seededRandom } from '../harness/seeded-random.ts';
import { unzip } from '../harness/unzip.ts';

const RECIPE = resolve(import.meta.dirname, '../../libs/recipes/src/cd19-tct-12d.yaml');
/** Seven scenarios, then nine more donors: sixteen whole processes, four at once. */
const PLAYS_MS_MAX = 30 * 60_000;
const VERIFY_MS_MAX = 5 * 60_000;
/** Each by a process of its own, as an inspector would; two hundred are flipped in the test of the bundle itself. */
const FLIPS = 20;
const SCENARIOS = ['clean', 'wrong-lot', 'co2-alarm', 'low-viability', 'missed-window', 'network-cut', 'night-shift'];

type Played = Readonly<{
  seed: number;
  scenario: string;
  batchNumber: string;
  outcome: string;
  asPromised: boolean;
  differences: readonly string[];
  exceptions: readonly Readonly<{ class: string; severity: string; step?: string }>[];
  steps: Readonly<{ done: number; total: number }>;
}>;

describe('the 12-day process, simulated and verified from its bundles', () => {
  const dir = mkdtempSync(join(tmpdir(), 'autolog-process-'));
  const played: Played[] = [];

  /** Each on a site of its own, whose batch numbers begin again: their records lie in folders of their own. */
  const play = async (folder: string, ...words: readonly string[]): Promise<CommandResult> => {
    mkdirSync(join(dir, folder));
    const ended = await runAutolog('simulate', '--recipe', RECIPE, '--json', '--bundle', join(dir, folder), ...words);
    // Without its report there is nothing to go on with, and what it said is all there is to learn from.
    if (!ended.out.startsWith('{')) throw new Error(`${ended.err}\n${ended.out}`);
    played.push(...(JSON.parse(ended.out) as { batches: readonly Played[] }).batches);
    return ended;
  };
  const bundles = (): readonly string[] =>
    readdirSync(dir).flatMap((folder) => readdirSync(join(dir, folder)).map((name) => join(dir, folder, name)));

  afterAll(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  describe('every scenario once, and ten donors without faults', () => {
    beforeAll(async () => {
      await play('scenarios', '--scenario', 'all', '--seed', '1');
      await play('donors', '--scenario', 'clean', '--seed', '2-10');
    }, PLAYS_MS_MAX);

    test('every batch without faults is certified without an exception', () => {
      const clean = played.filter(({ scenario }) => scenario === 'clean');
      expect(clean.map(({ seed }) => seed).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(clean.filter(({ outcome, exceptions }) => outcome !== 'certified' || exceptions.length > 0)).toEqual([]);
    });

    test('every injected fault raises the expected exceptions and no others', () => {
      expect(new Set(played.map(({ scenario }) => scenario))).toEqual(new Set(SCENARIOS));
      expect(played.filter(({ asPromised }) => !asPromised)).toEqual([]);
      const classes = (scenario: string): readonly string[] =>
        [...new Set(played.find((one) => one.scenario === scenario)?.exceptions.map((one) => one.class))].toSorted();
      expect(classes('wrong-lot')).toEqual(['wrong_lot']);
      expect(classes('co2-alarm')).toEqual(['device_alarm']);
      expect(classes('low-viability')).toContain('out_of_limit');
      // A device that was left waiting for the vector may say so too: the same delay, seen from the device.
      expect(classes('missed-window').filter((one) => one !== 'device_alarm')).toEqual(['window_missed']);
      // Where contact takes long to come back, the adapter says so beside the gap.
      expect(classes('network-cut').filter((one) => one !== 'device_alarm')).toEqual(['data_gap']);
      expect(classes('night-shift')).toEqual([]);
      expect(played.find(({ scenario }) => scenario === 'low-viability')?.outcome).toBe('rejected');
    });

    test('every step of every batch is done', () => {
      for (const { steps } of played) expect(steps.done).toBe(steps.total);
    });

    test(
      '[INV-1] [INV-2] [INV-3] [INV-4] [INV-5] [INV-8] hold for every batch, checked from its bundle',
      async () => {
        expect(bundles()).toHaveLength(played.length);
        for (const bundle of bundles()) {
          const batch = readLoggedBatch(await unzip(readFileSync(bundle)));
          expect({ bundle, broken: brokenInvariants(batch) }).toEqual({ bundle, broken: [] });
          expect(batch.events.filter(({ type }) => type === 'StepPerformed').length).toBeGreaterThan(100);
          expect(batch.readings.get('tempActual')?.length).toBeGreaterThan(12 * 24 * 60);
        }
      },
      VERIFY_MS_MAX,
    );

    test('in the first bundle every step of its recipe is either performed or not applicable', async () => {
      const [bundle = ''] = bundles();
      const { events, recipe } = readLoggedBatch(await unzip(readFileSync(bundle)));
      const settled = events
        .filter(({ type }) => type === 'StepPerformed' || type === 'StepNotApplicable')
        .map(({ payload }) => payload['step']);
      expect(settled.toSorted()).toEqual(
        allSteps(recipe)
          .map(({ id }) => id)
          .toSorted(),
      );
    });

    test(
      'every bundle verifies without key or witness',
      async () => {
        for (const bundle of bundles()) expect(await runAutolog('verify', bundle)).toMatchObject({ code: 0 });
      },
      VERIFY_MS_MAX,
    );

    test(
      `[F21] each of ${String(FLIPS)} single-bit changes in a bundle is found`,
      async () => {
        const [bundle = ''] = bundles();
        const whole = readFileSync(bundle);
        const random = seededRandom(20_261_123);
        const flipped = join(dir, '..', `flipped-${String(process.pid)}.zip`);
        const missed: string[] = [];
        for (let n = 0; n < FLIPS; n += 1) {
          const at = Math.floor(random() * whole.length);
          const bit = 1 << Math.floor(random() * 8);
          const other = Buffer.from(whole);
          other[at] = (other[at] ?? 0) ^ bit;
          writeFileSync(flipped, other);
          const { code, out, err } = await runAutolog('verify', flipped);
          if (code !== 1 || `${out}${err}`.trim() === '')
            missed.push(`byte ${String(at)}, bit ${String(bit)}: ${String(code)}`);
        }
        rmSync(flipped);
        expect(missed).toEqual([]);
      },
      PLAYS_MS_MAX,
    );
  });
});
