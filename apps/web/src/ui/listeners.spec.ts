import { expect, test } from '@jest/globals';
import { createListeners } from './listeners.js';

test('every listener is called until it is removed', () => {
  const calls: string[] = [];
  const { subscribe, notify } = createListeners();
  const remove = subscribe(() => calls.push('first'));
  subscribe(() => calls.push('second'));
  notify();
  remove();
  notify();
  expect(calls).toEqual(['first', 'second', 'second']);
});

test('the work runs from the first listener to the last, and again after a pause', () => {
  const calls: string[] = [];
  const { subscribe } = createListeners(() => {
    calls.push('start');
    return () => calls.push('stop');
  });
  const [first, second] = [subscribe(() => undefined), subscribe(() => undefined)];
  first();
  first();
  expect(calls).toEqual(['start']);
  second();
  subscribe(() => undefined);
  expect(calls).toEqual(['start', 'stop', 'start']);
});
