import { expect, test } from '@jest/globals';
import type { TimerLine } from '@autolog/contract/batch';
import { formatCountdown, dueTimers } from './due-timers.js';

const NOON = Date.UTC(2026, 10, 22, 12) / 1000;
const timer = (
  name: string,
  purpose: TimerLine['purpose'],
  minutes: number,
  status: TimerLine['status'] = 'armed',
): TimerLine => ({
  name,
  step: name,
  title: { en: name, nl: name },
  purpose,
  dueAt: new Date((NOON + minutes * 60) * 1000).toISOString(),
  status,
});
const names = (timers: readonly TimerLine[]): readonly string[] => dueTimers(timers, NOON).map((due) => due.timer.name);

test('[T29] overdue timers come first, then those due soonest', () => {
  expect(
    names([timer('late', 'maximum', -130, 'fired'), timer('next', 'maximum', 20), timer('soon', 'minimum', 5)]),
  ).toEqual(['late', 'soon', 'next']);
});

test('a minimum time that is over is no longer a timer, a deadline that is over counts up', () => {
  const [late, ...rest] = dueTimers(
    [timer('wait', 'minimum', -1, 'fired'), timer('deadline', 'window-closes', -1, 'fired')],
    NOON,
  );
  expect(late).toMatchObject({ overdue: true, seconds: -60 });
  expect(rest).toEqual([]);
});

test('the closing of a window is shown only once it is open', () => {
  const window = (opens: number, closes: number) => [
    timer('feed', 'window-opens', opens),
    { ...timer('feed', 'window-closes', closes), name: 'feed/closes' },
  ];
  expect(names(window(20, 60))).toEqual(['feed']);
  expect(names(window(-20, 60))).toEqual(['feed/closes']);
});

test('a timer that was disarmed is gone', () => expect(names([timer('done', 'maximum', 5, 'disarmed')])).toEqual([]));
test('a deadline within five minutes is marked', () =>
  expect(dueTimers([timer('a', 'maximum', 4)], NOON)[0]?.soon).toBe(true));

test.each([
  [1062, false, '17:42'],
  [21483, false, '5:58:03'],
  [-130, true, '+02:10'],
  [11 * 86400 + 4 * 3600, false, '11d 04h'],
  [9, false, '00:09'],
])('%d seconds are written %s %s', (seconds, overdue, digits) =>
  expect(formatCountdown(seconds, overdue)).toBe(digits),
);
