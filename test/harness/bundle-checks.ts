import { expect } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allSteps } from '@autolog/domain/recipe/recipe-index';
import { brokenInvariants } from './invariants.ts';
import { readLoggedBatch } from './logged-batch.ts';
import { runAutolog } from './run-autolog.ts';
import { seededRandom } from './seeded-random.ts';
import { unzip } from './unzip.ts';

const STEPS_PERFORMED_MIN = 100;
/** One a minute over twelve days. */
const TEMPERATURES_MIN = 12 * 24 * 60;

/** The invariants that a bundle shows, and that it is the whole of a twelve-day process. */
export async function expectNoBrokenInvariant(bundle: string): Promise<void> {
  const batch = readLoggedBatch(await unzip(readFileSync(bundle)));
  expect({ bundle, broken: brokenInvariants(batch) }).toEqual({ bundle, broken: [] });
  const performed = batch.events.filter(({ type }) => type === 'StepPerformed');
  expect(performed.length).toBeGreaterThan(STEPS_PERFORMED_MIN);
  expect(batch.readings.get('tempActual')?.length).toBeGreaterThan(TEMPERATURES_MIN);
}

/** Every step of the bundle's recipe was performed or is not applicable, each once. */
export async function expectEveryStepClosed(bundle: string): Promise<void> {
  const { events, recipe } = readLoggedBatch(await unzip(readFileSync(bundle)));
  const closed = events
    .filter(({ type }) => type === 'StepPerformed' || type === 'StepNotApplicable')
    .map(({ payload }) => payload['step']);
  const steps = allSteps(recipe).map(({ id }) => id);
  expect(closed.toSorted()).toEqual(steps.toSorted());
}

/** Changes single bits of a bundle; `autolog verify` must end with 1 and say something about each. */
export async function expectBitChangesFound(bundle: string, changes: number, seed: number): Promise<void> {
  const original = readFileSync(bundle);
  const random = seededRandom(seed);
  const dir = mkdtempSync(join(tmpdir(), 'autolog-bit-changes-'));
  const missed: string[] = [];
  try {
    for (let n = 0; n < changes; n += 1) {
      const at = Math.floor(random() * original.length);
      const bit = 1 << Math.floor(random() * 8);
      const changed = Buffer.from(original);
      changed[at] = (changed[at] ?? 0) ^ bit;
      const file = join(dir, `${String(n)}.zip`);
      writeFileSync(file, changed);
      const { code, out, err } = await runAutolog('verify', file);
      if (code !== 1 || `${out}${err}`.trim() === '')
        missed.push(`seed ${String(seed)}, byte ${String(at)}, bit ${String(bit)}: ${String(code)}`);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
  expect(missed).toEqual([]);
}
