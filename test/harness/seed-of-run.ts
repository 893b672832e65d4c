import { jest } from '@jest/globals';

/** The same for every suite of one run. `AUTOLOG_TEST_SEED=N` or `--seed=N` repeats a run. */
export function seedOfRun(): number {
  const seed = Number(process.env['AUTOLOG_TEST_SEED'] ?? jest.getSeed() >>> 0);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('AUTOLOG_TEST_SEED must be a whole number from 0 up');
  return seed;
}
