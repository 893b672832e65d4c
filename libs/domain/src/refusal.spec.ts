import { expect, test } from '@jest/globals';
import { REFUSALS, fillPlaceholders, type RefusalCode } from './refusal.js';

const codes = Object.keys(REFUSALS) as readonly RefusalCode[];
const placesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');

test.each(codes)('%s names the same facts in both languages', (code) => {
  const { en, nl } = REFUSALS[code].message;
  expect(new Set(placesIn(nl))).toEqual(new Set(placesIn(en)));
});

test.each(codes)('%s is short, and says it in sentences', (code) => {
  for (const text of Object.values(REFUSALS[code].message)) {
    expect(text.length).toBeLessThanOrEqual(140);
    expect(text).toMatch(/[.:}]$/);
    expect(text).not.toContain('  ');
  }
});

test('a sentence is filled with its facts, and an unknown fact leaves no braces behind', () => {
  expect(fillPlaceholders(REFUSALS.STEP_OUT_OF_ORDER.message.nl, { first: 'Scan het label' })).toBe(
    'Doe eerst: Scan het label.',
  );
  expect(fillPlaceholders('{{a}} {{b}}', { a: '{{b}}' })).toBe('{{b}} ');
});
