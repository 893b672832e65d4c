import { expect, test } from '@jest/globals';
import { siteClock } from './site-clock.js';

const FASTEST = 14_400;
const A_WHILE_MS = 25;
const TICKS_MS = 600;

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('the displayed site time changes only on a tick, even at the fastest rate', async () => {
  const stop = siteClock.subscribe(() => undefined);
  try {
    siteClock.synchronize(0, FASTEST);
    const shownSeconds = siteClock.seconds();
    await pass(A_WHILE_MS);
    expect(siteClock.now()).toBeGreaterThan(FASTEST);
    expect(siteClock.seconds()).toBe(shownSeconds);
    await pass(TICKS_MS);
    expect(siteClock.seconds()).toBeGreaterThan(A_WHILE_MS * (FASTEST / 1000));
  } finally {
    stop();
  }
});

test('a new subscriber gets the current time, not that of the last message', async () => {
  siteClock.synchronize(0, FASTEST);
  await pass(A_WHILE_MS);
  const stop = siteClock.subscribe(() => undefined);
  expect(siteClock.seconds()).toBeGreaterThan(0);
  stop();
});
