import { expect, test } from '@jest/globals';
import { SEVERITY_OF } from './exception.js';

test('a value outside a limit is minor at alert, major at action and critical at the hard limit', () => {
  expect(SEVERITY_OF).toEqual({ stop: 'critical', action: 'major', alert: 'minor' });
});
