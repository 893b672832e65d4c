import { describe, expect, test } from '@jest/globals';
import { SMALL_RECIPE } from '../../test-fixtures/small-recipe.js';
import { allSteps, operationOf, stepNumber, stepOf } from './recipe-index.js';

describe('finding steps', () => {
  test('steps are numbered in document order and know their operation', () => {
    expect(allSteps(SMALL_RECIPE)).toHaveLength(10);
    expect(stepNumber(SMALL_RECIPE, 'viability')).toBe(5);
    expect(operationOf(SMALL_RECIPE, 'viability')?.id).toBe('culture');
  });

  test('a step that is not there is not found', () => {
    expect([stepOf(SMALL_RECIPE, '__proto__'), stepNumber(SMALL_RECIPE, 'ghost')]).toEqual([undefined, 0]);
  });
});
