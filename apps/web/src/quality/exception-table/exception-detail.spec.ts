import { expect, test } from '@jest/globals';
import { formatInstantsIn } from './exception-detail.js';

test('instants are shown in site time, and values are unchanged', () => {
  const seen: string[] = [];
  const shown = formatInstantsIn('2026-11-22T23:55:00.000Z – 2026-11-22T23:56:00Z', (at) => {
    seen.push(at);
    return at.slice(11, 16);
  });
  expect(shown).toBe('23:55 – 23:56');
  expect(seen).toEqual(['2026-11-22T23:55:00.000Z', '2026-11-22T23:56:00Z']);
  expect(formatInstantsIn('85.4', () => 'never')).toBe('85.4');
});
