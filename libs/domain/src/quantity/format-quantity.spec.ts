import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LANGUAGES } from '../text.js';
import { quantityInWords, formatQuantity, localizeDecimals } from './format-quantity.js';
import { UNIT_CODES } from './unit.js';

describe('[T20] a figure read back', () => {
  test.each([
    ['92.4', '%', 'ninety-two point four per cent', 'tweeënnegentig komma vier procent'],
    ['92.40', '%', 'ninety-two point four zero per cent', 'tweeënnegentig komma vier nul procent'],
    ['0', '1', 'zero', 'nul'],
    ['1', 'h', 'one hour', 'één uur'],
    ['1', 'd', 'one day', 'één dag'],
    ['1.0', 'd', 'one point zero days', 'één komma nul dagen'],
    ['21', 'min', 'twenty-one minutes', 'eenentwintig minuten'],
    ['-150', 'Cel', 'minus one hundred and fifty degrees Celsius', 'min honderdvijftig graden Celsius'],
    ['14', 'mL', 'fourteen millilitres', 'veertien milliliter'],
    ['33', 'mL', 'thirty-three millilitres', 'drieëndertig milliliter'],
    ['101', 'mL', 'one hundred and one millilitres', 'honderdeen milliliter'],
    ['1000', '1', 'one thousand', 'duizend'],
    ['1001', '1', 'one thousand and one', 'duizend één'],
    ['2345', '1', 'two thousand three hundred and forty-five', 'tweeduizend driehonderdvijfenveertig'],
    ['100000', '1', 'one hundred thousand', 'honderdduizend'],
    ['21000', '1', 'twenty-one thousand', 'eenentwintigduizend'],
    ['1000000', '1', 'one million', 'één miljoen'],
    ['1.5', '10*6', 'one point five million cells', 'één komma vijf miljoen cellen'],
    [
      '987654321012',
      '1',
      'nine hundred and eighty-seven billion six hundred and fifty-four million three hundred and twenty-one thousand and twelve',
      'negenhonderdzevenentachtig miljard zeshonderdvierenvijftig miljoen driehonderdeenentwintigduizend twaalf',
    ],
    ['0.05', 'kg', 'zero point zero five kilograms', 'nul komma nul vijf kilogram'],
  ] as const)('%s %s', (value, unit, english, dutch) => {
    expect(quantityInWords(value, unit, 'en')).toBe(english);
    expect(quantityInWords(value, unit, 'nl')).toBe(dutch);
  });

  test('two different whole figures never sound alike', () => {
    const whole = fc.integer({ min: 0, max: 999_999_999_999 });
    fc.assert(
      fc.property(whole, whole, fc.constantFrom(...LANGUAGES), (a, b, language) => {
        const sound = (number: number) => quantityInWords(String(number), '1', language).replaceAll(/[- ]|and/g, '');
        expect(sound(a) === sound(b)).toBe(a === b);
      }),
    );
  });
});

describe('a figure shown', () => {
  test('changes the decimal sign and nothing else', () => {
    expect(formatQuantity('92.4', '%', 'en')).toBe('92.4 %');
    expect(formatQuantity('92.4', '%', 'nl')).toBe('92,4 %');
    expect(formatQuantity('1000', '1', 'nl')).toBe('1000');
    fc.assert(
      fc.property(
        fc.stringMatching(/^-?(0|[1-9]\d{0,8})(\.\d{1,3})?$/),
        fc.constantFrom(...UNIT_CODES),
        (value, unit) => {
          expect(formatQuantity(value, unit, 'nl').replace(',', '.')).toBe(formatQuantity(value, unit, 'en'));
          expect(formatQuantity(value, unit, 'en').startsWith(value)).toBe(true);
        },
      ),
    );
  });
});

test('figures inside a limit get the reader’s decimal sign, codes and versions keep theirs', () => {
  expect(localizeDecimals('4.5–5.5 %', 'nl')).toBe('4,5–5,5 %');
  expect(localizeDecimals('version 1.2.3', 'nl')).toBe('version 1.2.3');
  expect(localizeDecimals('≥ 80.0', 'en')).toBe('≥ 80.0');
});
