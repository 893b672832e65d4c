import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { durationInFigures, parseDuration } from './duration.js';

test.each([
  ['90 s', 90_000],
  ['30 min', 1_800_000],
  ['28 h', 100_800_000],
  ['3 d', 259_200_000],
  ['1.5 h', 5_400_000],
  ['0 min', 0],
])('%s is %i milliseconds', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  '',
  '30',
  'min',
  '30min',
  '30  min',
  '-5 min',
  '1e3 s',
  '1,5 h',
  '5 weeks',
  '0.0001 s',
  '12345678 d',
  '5 h ',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test('whatever is written, a duration is a whole number of milliseconds that counts exactly, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,10} (s|min|h|d)$/)), (text) => {
      const ms = parseDuration(text);
      expect(ms === undefined || (Number.isSafeInteger(ms) && ms >= 0)).toBe(true);
    }),
  );
});

test('a duration has hours only where there are any', () => {
  expect([0, 59_999, 1_805_000, 3_870_000, -5].map(durationInFigures)).toEqual([
    '0:00',
    '0:59',
    '30:05',
    '1:04:30',
    '0:00',
  ]);
});
