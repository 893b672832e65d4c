import { expect, test } from '@jest/globals';
import { lowestHighest } from './lowest-highest.js';

test('a spike of one sample is in the table of its step', () => {
  expect(
    lowestHighest(
      [
        [0, 37],
        [10, 41.5],
        [20, 36.9],
        [30, 99],
      ],
      { from: 0, to: 20 },
    ),
  ).toEqual([36.9, 41.5]);
});

test('a step without a sample has no lowest or highest', () => {
  expect(lowestHighest([[0, 37]], { from: 5, to: 9 })).toBeUndefined();
});
