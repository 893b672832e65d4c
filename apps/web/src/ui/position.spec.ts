import { expect, test } from '@jest/globals';
import { positionOf, scaledInteger } from './position.js';

test.each([
  ['92.4', '0', '100', '92.4%'],
  ['37.0', '30', '44', '50.0%'],
  ['-80', '-100', '0', '20.0%'],
  ['120', '0', '100', '100.0%'],
  ['-1', '0', '100', '0.0%'],
])('a value of %s on a scale from %s to %s stands at %s', (value, low, high, at) => {
  expect(positionOf(value, low, high)).toBe(at);
});

test('a text that is not a decimal has no position on a scale', () => {
  expect(positionOf('92,4', '0', '100')).toBeUndefined();
  expect(positionOf('1', '5', '5')).toBeUndefined();
  expect(scaledInteger('1e3')).toBeUndefined();
});
