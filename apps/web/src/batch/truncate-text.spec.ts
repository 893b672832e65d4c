import { expect, test } from '@jest/globals';
import { truncateText } from './truncate-text.js';

test('what fits stays whole', () => {
  expect(truncateText('The bag leaked.', 15)).toBe('The bag leaked.');
});

test('what is longer ends between two words and says that it goes on', () => {
  expect(truncateText('The bag of medium leaked at the port.', 20)).toBe('The bag of medium…');
});

test('a word that fills it is cut where it must be', () => {
  expect(truncateText('x'.repeat(40), 20)).toBe(`${'x'.repeat(19)}…`);
});
