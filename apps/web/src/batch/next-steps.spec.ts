import { expect, test } from '@jest/globals';
import { mayPerform, nextSteps, soonestClosingFirst } from './next-steps.js';

type Line = Parameters<typeof mayPerform>[0];
const line = (id: string, status: Line['status'], more: Partial<Line> = {}): Line => ({
  step: { id, kind: 'entry' },
  status,
  ...more,
});
const ids = (lines: readonly Line[]): readonly string[] => lines.map(({ step }) => step.id);

test('steps with a window come first, the one that closes soonest on top', () => {
  const lines = [
    line('tidy', 'ready'),
    line('feed', 'ready', { closesAt: '2026-11-24T12:00:00.000Z' }),
    line('sample', 'ready', { closesAt: '2026-11-24T10:00:00.000Z' }),
    line('write', 'ready'),
  ];
  expect(ids(soonestClosingFirst(lines))).toEqual(['sample', 'feed', 'tidy', 'write']);
});

test('ready steps come first, then those that open next; done and not applicable steps are left out', () => {
  const lines = [
    line('done', 'done'),
    line('left-out', 'not_applicable'),
    line('late', 'locked', { opensAt: '2026-11-26T08:00:00.000Z' }),
    line('soon', 'locked', { opensAt: '2026-11-25T08:00:00.000Z' }),
    line('behind-others', 'locked'),
    line('now', 'ready'),
  ];
  expect(ids(nextSteps(lines, 6))).toEqual(['now', 'soon', 'late']);
  expect(ids(nextSteps(lines, 2))).toEqual(['now', 'soon']);
  const days = [1, 2, 3, 4, 5].map((day) => line(`day-${day}`, 'locked', { opensAt: `2026-11-2${day}T08:00:00.000Z` }));
  expect(ids(nextSteps(days, 6))).toEqual(['day-1', 'day-2', 'day-3']);
});

test('a step reserved for quality control is not offered to a technician; an unreserved one is offered to all', () => {
  const control = line('count', 'ready', { step: { id: 'count', kind: 'entry', performer: 'qc_analyst' } });
  expect(mayPerform(control, ['technician'])).toBe(false);
  expect(mayPerform(control, ['technician', 'qc_analyst'])).toBe(true);
  expect(mayPerform(line('feed', 'ready'), ['technician'])).toBe(true);
});
