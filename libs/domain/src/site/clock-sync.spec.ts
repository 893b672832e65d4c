import { expect, test } from '@jest/globals';
import { siteNow, siteUncertaintyMs, updateClockSync, type SiteClockReply } from './clock-sync.js';

const answer = (realNowMs: number, rate = 60): SiteClockReply => ({
  siteEpochMs: 1_000_000,
  realEpochMs: 10_000,
  realUntilMs: 20_000,
  rate,
  realNowMs,
});

test('site time follows the server by the quickest poll, and stops where the row ends', () => {
  const quick = updateClockSync(undefined, answer(12_000), 500, 520);
  expect(siteNow(quick, 510)).toBe(1_000_000 + 60 * 2_000);
  expect(siteUncertaintyMs(quick)).toBe(600);
  const slow = updateClockSync(quick, answer(13_100), 1_500, 1_900);
  expect(slow.offsetMs).toBe(quick.offsetMs);
  expect(siteNow(slow, 60_000)).toBe(1_000_000 + 60 * 10_000);
});

test('once this machine has set its own clock, the offset is the one measured after that', () => {
  const before = updateClockSync(undefined, answer(12_000), 500, 510);
  const after = updateClockSync(before, answer(13_000), 5_000, 5_100);
  expect(siteNow(after, 5_050)).toBe(1_000_000 + 60 * 3_000);
});
