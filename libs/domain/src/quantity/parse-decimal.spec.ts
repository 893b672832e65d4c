import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDecimal } from './decimal.js';
import { DECIMAL_DIGITS_MAX, parseDecimal } from './parse-decimal.js';

const value = (text: string) => ({ kind: 'value', text });
const ask = (first: string, second: string) => ({ kind: 'ask', candidates: [first, second] });

describe('[T20] a typed figure', () => {
  test.each([
    ['92.4', value('92.4')],
    ['92,4', value('92.4')],
    ['92,40', value('92.40')],
    ['0,125', value('0.125')],
    ['1234.500', value('1234.500')],
    ['12.5000', value('12.5000')],
    ['-0,5', value('-0.5')],
    ['0', value('0')],
    ['  37 ', value('37')],
    ['123456789012', value('123456789012')],
  ])('%s is one value', (text, expected) => {
    expect(parseDecimal(text)).toEqual(expected);
  });

  test.each([
    ['1.000', ask('1.000', '1000')],
    ['1,000', ask('1.000', '1000')],
    ['12,500', ask('12.500', '12500')],
    ['999.999', ask('999.999', '999999')],
    ['-1.000', ask('-1.000', '-1000')],
  ])('%s is asked, not guessed', (text, expected) => {
    expect(parseDecimal(text)).toEqual(expected);
  });

  test.each([
    ...[
      '',
      ' ',
      '.',
      ',',
      '-',
      '.5',
      '5.',
      ',5',
      '+5',
      '--5',
      '- 5',
      '−5',
      '05',
      '00',
      '1 000',
      '1.000.000',
      '1,000.5',
    ],
    ...[
      '1.000,5',
      '1,1,1.2',
      "1'000",
      '1_000',
      '1e3',
      '1E-3',
      '1/2',
      '0x10',
      'NaN',
      'Infinity',
      '٣',
      '１２',
      '5 mL',
      '5%',
    ],
    ...['1234567890123', '0.1234567890123', '1.2.3', '\u00001', '1\n2'],
  ])('%j is not a number', (text) => {
    expect(parseDecimal(text)).toEqual({ kind: 'not a number' });
  });

  test('whatever is typed, a reading has the very digits that were typed, in order', () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^-?\d{0,14}[.,]?\d{0,6}$/));
    fc.assert(
      fc.property(typed, (text) => {
        const read = parseDecimal(text);
        const candidates = read.kind === 'value' ? [read.text] : read.kind === 'ask' ? read.candidates : [];
        for (const reading of candidates) {
          expect(isDecimal(reading)).toBe(true);
          expect(reading.replace(/\D/g, '')).toBe(text.replace(/\D/g, ''));
          expect(reading.replace(/\D/g, '').length).toBeLessThanOrEqual(DECIMAL_DIGITS_MAX);
        }
      }),
    );
  });

  test('comma and point are read alike', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,7}\.\d{1,6}$/), (text) => {
        expect(parseDecimal(text.replace('.', ','))).toEqual(parseDecimal(text));
      }),
    );
  });
});
