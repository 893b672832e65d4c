import { describe, expect, test } from '@jest/globals';
import { matchPath, parameterNames } from './path-pattern.js';

describe('a path pattern', () => {
  const PATTERN = '/api/batches/:batch/steps/:step/perform';

  test('finds its parameters in a path that fits it', () => {
    expect(matchPath(PATTERN, '/api/batches/b1/steps/wash/perform')).toEqual({ batch: 'b1', step: 'wash' });
    expect(parameterNames(PATTERN)).toEqual(['batch', 'step']);
  });

  test.each([
    '/api/batches/b1/steps/wash',
    '/api/batches/b1/steps/wash/perform/',
    '/api/batches/b1/steps/wash/correct',
    '/api/batches/b1/steps/wash/of/perform',
    'api/batches/b1/steps/wash/perform',
  ])('does not fit %s', (path) => {
    expect(matchPath(PATTERN, path)).toBeUndefined();
  });
});
