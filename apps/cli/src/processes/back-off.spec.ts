import { expect, test } from '@jest/globals';
import { backOffMs, RESTARTS_MAX } from './back-off.js';

test('each restart waits twice as long as the one before, 15.5 seconds in all', () => {
  const pauses = Array.from({ length: RESTARTS_MAX }, (_, n) => backOffMs(n + 1));
  expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
});
