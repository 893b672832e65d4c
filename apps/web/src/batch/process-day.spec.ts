import { expect, test } from '@jest/globals';
import { dayZero, noonOf, processDay } from './process-day.js';

const AMSTERDAM = 'Europe/Amsterdam';
const at = (instant: string): number => Date.parse(instant);

test('day 1 begins at midnight of the site, not twenty-four hours after activation', () => {
  const zero = at('2026-11-23T21:30:00Z');
  expect(processDay(zero, at('2026-11-23T22:59:00Z'), AMSTERDAM).day).toBe(0);
  expect(processDay(zero, at('2026-11-23T23:00:00Z'), AMSTERDAM)).toEqual({ day: 1, share: 0 });
  expect(processDay(zero, at('2026-11-23T20:00:00Z'), 'UTC').day).toBe(0);
});

test('[F17] the day on which the clock is put back is one day, and noon of every day lies on that day', () => {
  const zero = at('2026-10-24T10:00:00Z');
  expect(processDay(zero, at('2026-10-25T22:30:00Z'), AMSTERDAM).day).toBe(1);
  expect(processDay(zero, at('2026-10-25T23:30:00Z'), AMSTERDAM).day).toBe(2);
  for (const day of [-1, 0, 1, 2, 12])
    expect(processDay(zero, noonOf(zero, day, AMSTERDAM), AMSTERDAM)).toEqual({ day, share: 0.5 });
});

test('day 0 is the day of activation; before it, the day on which it will be by plan', () => {
  const startedAt = '2026-11-23T08:00:00.000Z';
  const receipt = { id: 'receipt', at: '2026-11-23T09:00:00.000Z' };
  const activation = { id: 'activation', at: '2026-11-24T10:00:00.000Z' };
  expect(dayZero({ anchors: [receipt, activation], startedAt, firstDay: -1 })).toBe(at(activation.at));
  expect(dayZero({ anchors: [receipt], startedAt })).toBe(at(startedAt));
  expect(dayZero({ anchors: [receipt], startedAt, firstDay: -1 })).toBe(at('2026-11-24T08:00:00.000Z'));
  expect(dayZero({ anchors: [], startedAt, firstDay: -1 })).toBe(at('2026-11-24T08:00:00.000Z'));
  expect(dayZero({ anchors: [], startedAt })).toBe(at(startedAt));
  expect(dayZero({ anchors: [] })).toBeUndefined();
});
