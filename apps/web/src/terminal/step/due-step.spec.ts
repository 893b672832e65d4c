import { expect, test } from '@jest/globals';
import { around, dueStep } from './due-step.js';

type Line = Parameters<typeof dueStep>[0][number];
const line = (id: string, status: Line['status'], kind: Line['step']['kind'] = 'entry'): Line => ({
  step: { id, kind },
  status,
});

test('a step that waits for its witness comes first', () => {
  const steps = [line('a', 'done'), line('b', 'ready'), line('c', 'awaiting_witness')];
  expect(dueStep(steps, undefined)?.step.id).toBe('c');
});

test('while a time runs the other work that is possible is shown', () => {
  const steps = [line('wait', 'in_progress', 'timer'), line('weigh', 'ready')];
  expect(dueStep(steps, undefined)?.step.id).toBe('weigh');
  expect(dueStep([line('wait', 'in_progress', 'timer'), line('later', 'locked')], undefined)?.step.id).toBe('wait');
});

test('the step on the glass stays until it is done, whatever else becomes possible', () => {
  const steps = [line('a', 'awaiting_witness'), line('b', 'ready')];
  expect(dueStep(steps, 'b')?.step.id).toBe('b');
  expect(dueStep([line('a', 'ready'), line('b', 'done')], 'b')?.step.id).toBe('a');
});

test('when every step is done there is none to do', () => {
  expect(dueStep([line('a', 'done')], 'a')).toBeUndefined();
});

test.each([
  [0, ['0', '1', '2']],
  [4, ['3', '4', '5']],
  [9, ['7', '8', '9']],
])('around step %d the list shows what was before it and what comes next', (index, shown) => {
  expect(around('0123456789'.split(''), index, 3)).toEqual(shown);
});
