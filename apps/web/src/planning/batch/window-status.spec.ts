import { expect, test } from '@jest/globals';
import { windowStatus } from './window-status.js';

const NOON = Date.UTC(2026, 10, 24, 12) / 1000;
const at = (minutes: number): string => new Date((NOON + minutes * 60) * 1000).toISOString();

test.each([
  ['before it opens, when it opens', 60, 120, { phrase: 'opensIn', at: at(60), level: 'plain' }],
  ['while it is open, until it closes', -60, 120, { phrase: 'closesIn', at: at(120), level: 'plain' }],
  ['in its last half hour, marked', -60, 29, { phrase: 'closesIn', at: at(29), level: 'soon' }],
  ['after it closed, by how much', -60, -1, { phrase: 'overdueBy', at: at(-1), level: 'overdue' }],
] as const)('a window shows %s', (_, opens, closes, shown) => {
  expect(windowStatus({ opensAt: at(opens), closesAt: at(closes) }, NOON)).toEqual(shown);
});

test('a step without a window shows no time', () => expect(windowStatus({}, NOON)).toBeUndefined());
