import { expect, test } from '@jest/globals';
import { nearbySteps, otherOpenSteps, dueStep } from './due-step.js';

type Line = Parameters<typeof dueStep>[0][number];
const line = (id: string, status: Line['status'], kind: Line['step']['kind'] = 'entry'): Line => ({
  step: { id, kind },
  status,
});
const forControl = (id: string, status: Line['status']): Line => ({
  step: { id, kind: 'entry', performer: 'qc_analyst' },
  status,
});
const TECHNICIAN = ['technician'] as const;

test('a step that waits for its witness comes first', () => {
  const steps = [line('a', 'done'), line('b', 'ready'), line('c', 'awaiting_witness')];
  expect(dueStep(steps, undefined, TECHNICIAN)?.step.id).toBe('c');
});

test('while a timer runs another ready step is shown', () => {
  const steps = [line('wait', 'in_progress', 'timer'), line('weigh', 'ready')];
  expect(dueStep(steps, undefined, TECHNICIAN)?.step.id).toBe('weigh');
  expect(dueStep([line('wait', 'in_progress', 'timer'), line('later', 'locked')], undefined, TECHNICIAN)?.step.id).toBe(
    'wait',
  );
});

test('the step on the screen stays until it is done', () => {
  const steps = [line('a', 'awaiting_witness'), line('b', 'ready')];
  expect(dueStep(steps, 'b', TECHNICIAN)?.step.id).toBe('b');
  expect(dueStep([line('a', 'ready'), line('b', 'done')], 'b', TECHNICIAN)?.step.id).toBe('a');
});

test('when every step is done there is none to do', () => {
  expect(dueStep([line('a', 'done')], 'a', TECHNICIAN)).toBeUndefined();
});

test('of several ready steps the one whose window closes first is offered, and the others are listed', () => {
  const feed = { ...line('feed', 'ready'), closesAt: '2026-11-24T12:00:00.000Z' };
  const sample = { ...line('sample', 'ready'), closesAt: '2026-11-24T10:00:00.000Z' };
  const steps = [line('tidy', 'ready'), feed, sample, line('later', 'locked')];
  expect(dueStep(steps, undefined, TECHNICIAN)?.step.id).toBe('sample');
  expect(dueStep(steps, 'tidy', TECHNICIAN)?.step.id).toBe('tidy');
  expect(otherOpenSteps(steps, sample, TECHNICIAN).map(({ step }) => step.id)).toEqual(['feed', 'tidy']);
});

test('a technician is offered their own next step, and that of quality control when there is none', () => {
  const steps = [forControl('count', 'ready'), line('wait', 'in_progress', 'timer'), line('label', 'ready')];
  expect(dueStep(steps, undefined, TECHNICIAN)?.step.id).toBe('label');
  expect(dueStep(steps.slice(0, 2), undefined, TECHNICIAN)?.step.id).toBe('wait');
  expect(dueStep([forControl('count', 'ready'), line('b', 'locked')], undefined, TECHNICIAN)?.step.id).toBe('count');
  expect(dueStep(steps, undefined, ['qc_analyst'])?.step.id).toBe('count');
  expect(otherOpenSteps(steps, undefined, TECHNICIAN).map(({ step }) => step.id)).toEqual(['wait', 'label']);
});

test('where only one line fits it is the step itself', () =>
  expect(nearbySteps('0123456789'.split(''), 4, 1)).toEqual(['4']));

test.each([
  [0, ['0', '1', '2']],
  [4, ['3', '4', '5']],
  [9, ['7', '8', '9']],
])('around step %d the list shows what was before it and what comes next', (index, shown) => {
  expect(nearbySteps('0123456789'.split(''), index, 3)).toEqual(shown);
});
