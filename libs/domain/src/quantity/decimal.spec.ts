import { describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { compareDecimal, convert, decimalsOf, exact, roundedTo, textOf } from './decimal.js';
import { DIMENSIONS, UNITS, UNIT_CODES } from './unit.js';

const decimals = fc.stringMatching(/^-?(0|[1-9]\d{0,6})(\.\d{1,5})?$/);

describe('decimals', () => {
  test('compare by size, not by text', () => {
    expect(compareDecimal('92.40', '92.4')).toBe(0);
    expect(compareDecimal('9', '10')).toBe(-1);
    expect(compareDecimal('-0.0', '0')).toBe(0);
    expect(compareDecimal('0.3', textOf(exact('0.1').plus('0.2')))).toBe(0);
  });

  test.each([
    ['79.95', 1, '80.0'],
    ['79.949', 1, '79.9'],
    ['-0.04', 1, '0.0'],
    ['-2.5', 0, '-3'],
    ['5', 2, '5.00'],
  ])('%s to %i decimals is %s', (text, digits, expected) => {
    expect(roundedTo(text, digits)).toBe(expected);
    expect(decimalsOf(roundedTo(text, digits))).toBe(digits);
  });

  test('text that was not parsed before is a bug, not a number', () => {
    for (const text of ['', '1e3', '1,5', 'NaN', 'Infinity', '+1', '0x1f']) expect(() => exact(text)).toThrow(text);
  });

  test("nobody's settings of the global decimal change a figure of ours", () => {
    const { precision } = Decimal;
    try {
      Decimal.set({ precision: 2 });
      expect(textOf(exact('100').div('3')).length).toBeGreaterThan(30);
    } finally {
      Decimal.set({ precision });
    }
  });
});

describe('conversion', () => {
  test.each([
    ['5', 'mL', 'uL', '5000'],
    ['5', 'mL', 'L', '0.005'],
    ['30', 'min', 'h', '0.5'],
    ['0.924', '1', '%', '92.4'],
    ['250', '10*6', '{cells}', '250000000'],
    ['120', 'mL/h', 'mL/min', '2'],
    ['850', 'mbar', 'bar', '0.85'],
  ] as const)('%s %s in %s is exactly %s', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBe(expected);
  });

  test('a volume has no mass, and a titre is no cell concentration', () => {
    expect(convert('5', 'mL', 'g')).toBeUndefined();
    expect(convert('5', '{TU}/mL', '10*6/mL')).toBeUndefined();
  });

  test('there and back again is the same figure, in every pair of units of one dimension', () => {
    const units = fc.constantFrom(...UNIT_CODES);
    fc.assert(
      fc.property(decimals, units, units, (value, from, to) => {
        const there = convert(value, from, to);
        expect(there === undefined).toBe(UNITS[from].dimension !== UNITS[to].dimension);
        if (there === undefined) return;
        const back = convert(there, to, from) ?? '';
        expect(compareDecimal(roundedTo(back, 20), value)).toBe(0);
      }),
    );
  });

  test('the powers of every dimension are whole and never zero', () => {
    for (const { powers, of, per } of Object.values(DIMENSIONS)) {
      expect(of > 0 && per > 0).toBe(true);
      for (const power of Object.values(powers)) expect(Number.isInteger(power) && power !== 0).toBe(true);
    }
  });
});
