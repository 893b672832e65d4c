import { describe, expect, test } from '@jest/globals';
import { loadRecipe } from '@autolog/recipes/load-recipe';
import { readBuiltInRecipe } from '@autolog/recipes/read-built-in-recipe';
import { SCENARIO_NAMES } from './batch-run-plan.js';
import { SCENARIOS } from './scenarios.js';
import { differences } from './compare-with-scenario.js';

const raised = (n: number, kind: 'wrong_lot' | 'data_gap', severity: 'minor' | 'major' = 'major', step?: string) => ({
  id: `X-${n}`,
  class: kind,
  severity,
  ...(step !== undefined && { step }),
});

describe('whether a batch ended as its scenario expects', () => {
  const scenario = SCENARIOS['wrong-lot'];

  test('it did with the expected end, every expected exception and no other', () => {
    expect(differences(scenario, 'certified', 'certified', [raised(1, 'wrong_lot'), raised(2, 'wrong_lot')])).toEqual(
      [],
    );
    expect(differences(SCENARIOS.clean, 'certified', 'certified', [])).toEqual([]);
  });

  test('an unexpected exception, a missing one and another end are each named', () => {
    expect(
      differences(scenario, 'finished', 'certified', [raised(1, 'wrong_lot'), raised(2, 'data_gap', 'major', 'wash')]),
    ).toEqual([
      'the batch is finished and should be certified',
      'X-2: data_gap (major) at wash, which "wrong-lot" does not expect',
      'wrong_lot was raised 1 times and should be 2',
    ]);
  });

  test('an exception of another severity does not match the expected one', () => {
    const found = differences(scenario, 'certified', 'certified', [
      raised(1, 'wrong_lot'),
      raised(2, 'wrong_lot', 'minor'),
    ]);
    expect(found).toHaveLength(2);
  });
});

describe('the scenarios', () => {
  test('each has its own name and a description', () => {
    for (const name of SCENARIO_NAMES) {
      expect(SCENARIOS[name].name).toBe(name);
      expect(SCENARIOS[name].description).not.toBe('');
    }
  });

  test.each(['receipt-to-release', 'cd19-tct-12d'] as const)(
    'the scheduled actions in %s come after activation, in their order',
    (seed) => {
      const read = loadRecipe(readBuiltInRecipe(seed));
      if ('faults' in read) throw new Error('the built-in recipe is not valid');
      for (const { scheduledActions } of Object.values(SCENARIOS)) {
        const times = scheduledActions.map(({ afterMs }) => afterMs(read.recipe));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const ms of times) expect(ms).toBeGreaterThan(0);
      }
    },
  );
});
