import { expect, test } from '@jest/globals';
import { pressKey, TYPED_LENGTH_MAX } from './press-key.js';

const type = (...keys: readonly string[]): string => keys.reduce(pressKey, '');

test('the display has what was pressed, with the decimal sign that was pressed', () => {
  expect(type('9', '2', ',', '4')).toBe('92,4');
  expect(type('9', '2', '.', '4')).toBe('92.4');
});

test('a second decimal sign is not taken', () => expect(type('1', ',', '5', ',', '.')).toBe('1,5'));
test('erasing removes the last character, also from an empty display', () => {
  expect(type('1', '2', 'erase')).toBe('1');
  expect(type('erase')).toBe('');
});
test('minus toggles the sign', () => {
  expect(type('8', '0', 'minus')).toBe('-80');
  expect(type('8', '0', 'minus', 'minus')).toBe('80');
});
test('the length of the value is limited', () => {
  expect(type(...'1'.repeat(40))).toHaveLength(TYPED_LENGTH_MAX);
});
