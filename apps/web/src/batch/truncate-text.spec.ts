import { expect, test } from '@jest/globals';
import { truncateText } from './truncate-text.js';

test('a text that fits is unchanged', () => {
  expect(truncateText('The bag leaked.', 15)).toBe('The bag leaked.');
});

test('a longer text ends between two words with an ellipsis', () => {
  expect(truncateText('The bag of medium leaked at the port.', 20)).toBe('The bag of medium…');
});

test('a word longer than the limit is cut', () => {
  expect(truncateText('x'.repeat(40), 20)).toBe(`${'x'.repeat(19)}…`);
});
