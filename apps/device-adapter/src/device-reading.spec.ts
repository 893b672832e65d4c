import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalText, valueText } from './device-reading.js';

test('[INV-5] a number is stored as decimal text without an exponent that reads back as the same double', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = decimalText(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(text) === value).toBe(true);
    }),
  );
});

test.each([
  [37.05, '37.05'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [-2.25e-9, '-0.00000000225'],
  [1.2345e22, '12345000000000000000000'],
  [0, '0'],
])('%d is written %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});

test('text, booleans, null and localized text are converted to text', () => {
  expect(['Running', true, null, { text: 'Wash', locale: 'en' }].map(valueText)).toEqual([
    'Running',
    'true',
    '',
    'Wash',
  ]);
});
