import { describe, expect, test } from '@jest/globals';
import { DeviceClock } from './device-clock.js';

const NOW_MS = Date.parse('2026-03-01T08:00:00.000Z');

/** A site clock; a request takes `askedMs` of real time. */
const siteAt = ({ rate = 1, askedMs = 4, uncertaintyMs = 5, unchanged = true, reliable = true } = {}) => {
  let asked = 0;
  return {
    now: () => NOW_MS + rate * askedMs * asked++,
    rate,
    uncertaintyMs: uncertaintyMs * rate,
    isReliable: () => reliable,
    isStillUnchanged: () => Promise.resolve(unchanged),
  };
};
const reads = (aheadMs: number) => () => Promise.resolve(NOW_MS + aheadMs);

describe('the clock of a device', () => {
  test('that is an hour ahead is measured as an hour ahead and wrong', async () => {
    const clock = new DeviceClock();
    expect(await clock.measure(siteAt(), reads(3_600_000))).toBe(true);
    expect(clock.isWrong).toBe(true);
    expect(Number(clock.offsetSeconds)).toBeCloseTo(-3_600, 1);
  });

  test('that differs by less than the measurement uncertainty has no offset', async () => {
    const clock = new DeviceClock();
    expect(await clock.measure(siteAt(), reads(40))).toBe(false);
    expect(clock.offsetSeconds).toBe('0');
  });

  test.each([
    ['ten seconds on the way', siteAt({ askedMs: 10_000 })],
    ['a clock that runs at 14,400 times', siteAt({ rate: 14_400 })],
  ])('is not measured when the uncertainty is too large: %s', async (_, site) => {
    const clock = new DeviceClock();
    expect(await clock.measure(site, reads(-1_200_000))).toBe(false);
    expect(clock.isWrong).toBe(false);
  });

  test.each([
    ['was set during the measurement', siteAt({ unchanged: false })],
    ['was set a moment ago', siteAt({ reliable: false })],
  ])('is not measured against a site clock that %s', async (_, site) => {
    expect(await new DeviceClock().measure(site, reads(3_600_000))).toBe(false);
  });

  test('that was wrong and was corrected is no longer wrong', async () => {
    const clock = new DeviceClock();
    await clock.measure(siteAt(), reads(3_600_000));
    expect(await clock.measure(siteAt(), reads(0))).toBe(true);
    expect(clock.isWrong).toBe(false);
    expect(clock.offsetSeconds).toBe('0');
  });
});
