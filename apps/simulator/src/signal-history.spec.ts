import { expect, test } from '@jest/globals';
import { SignalHistory } from './signal-history.js';

test('the history is bounded and returns the values between two times in order', () => {
  const history = new SignalHistory('number', 3);
  for (const n of [1, 2, 3, 4]) history.push(n * 1_000, n);
  expect(history.between(0, 9_000, 10).map(({ value }) => value)).toEqual([2, 3, 4]);
  expect(history.between(3_000, 9_000, 1)).toEqual([{ atMs: 3_000, value: 3 }]);
});
