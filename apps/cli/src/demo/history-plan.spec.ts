import { describe, expect, test } from '@jest/globals';
import { HISTORY_DAYS, historyPlan } from './history-plan.js';

const ZONE = 'Europe/Amsterdam';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const localTime = (ms: number): string =>
  new Intl.DateTimeFormat('sv', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' }).format(ms);
const dateOf = (ms: number): string => localTime(ms).slice(0, 10);
const plan = (startedAt: string): ReturnType<typeof historyPlan> =>
  historyPlan(Date.parse(startedAt) - HISTORY_DAYS * DAY_MS, ZONE);

/** Every hour of a day, and days around a change to or from summer time. */
const starts = [
  ...Array.from({ length: 24 }, (_, hour) => `2026-11-23T${String(hour).padStart(2, '0')}:17:00.000Z`),
  '2026-10-25T00:30:00.000Z',
  '2026-10-30T09:00:00.000Z',
  '2026-03-29T22:10:00.000Z',
  '2026-04-03T06:00:00.000Z',
];

describe.each(starts)('a demo that was started at %s', (startedAt) => {
  const found = plan(startedAt);

  test('ends its history at that moment', () => {
    expect(found.endMs).toBe(Date.parse(startedAt));
  });

  test('starts its first batch early enough to finish it', () => {
    expect(found.firstStartsMs).toBeGreaterThanOrEqual(found.endMs - HISTORY_DAYS * DAY_MS);
    expect(found.endMs - found.firstStartsMs).toBeGreaterThanOrEqual(12.5 * DAY_MS - HOUR_MS);
  });

  test('has its second batch on day 5, started in the morning, with an alarm on the last day', () => {
    expect(localTime(found.secondStartsMs).slice(11)).toBe('08:00');
    const days = (Date.parse(dateOf(found.endMs)) - Date.parse(dateOf(found.secondStartsMs))) / DAY_MS;
    expect(days).toBe(5);
    expect(dateOf(found.alarmMs)).toBe(dateOf(found.endMs));
    expect(found.alarmMs).toBeLessThanOrEqual(found.endMs);
  });
});

test('the first batch starts in the morning where that is at most 12 hours away', () => {
  expect(localTime(plan('2026-11-23T23:00:00.000Z').firstStartsMs)).toBe('2026-11-11 08:00');
  expect(localTime(plan('2026-11-23T14:00:00.000Z').firstStartsMs)).toBe('2026-11-10 15:00');
});
