import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { UnitCode } from '../quantity/unit.js';
import { unitFault, kindOfFormula } from './check-units.js';
import { evaluateFormula, evaluateTruth } from './evaluate-formula.js';
import { namesIn, type FiguresByName, type Formula } from './formula.js';
import { parseFormula } from './parse-formula.js';

function formulaOf(text: string): Formula {
  const read = parseFormula(text);
  if ('fault' in read) throw new Error(`${text}: ${read.fault.message.en} (at ${read.fault.at})`);
  return read.formula;
}

/** Figures as a recipe's author thinks of them: "100000000 {cells}". */
const figures = (texts: Readonly<Record<string, string>>): FiguresByName =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const [value = '', unit = '1'] = text.split(' ');
      return [name, { value, unit: unit as UnitCode }];
    }),
  );

function outcome(text: string, values: FiguresByName, into: UnitCode): string {
  const read = parseFormula(text);
  if ('fault' in read) return read.fault.message.en;
  const result = evaluateFormula(read.formula, values, into);
  return 'fault' in result ? result.fault.message.en : result.value;
}

describe('the calculations of the process', () => {
  test.each<[string, string, Readonly<Record<string, string>>, UnitCode, string]>([
    [
      'vector volume',
      'cells * moi / titre',
      { cells: '100000000 {cells}', moi: '5', titre: '50000000 {TU}/mL' },
      'mL',
      '10',
    ],
    [
      'dose volume',
      'dose * weight / (viable * recovery)',
      { dose: '1 10*6/kg', weight: '20 kg', viable: '5 10*6/mL', recovery: '80 %' },
      'mL',
      '5',
    ],
    [
      'dose volume, whole recovery',
      'dose * weight / viable',
      { dose: '1 10*6/kg', weight: '20 kg', viable: '4 10*6/mL' },
      'mL',
      '5',
    ],
    [
      'endotoxin limit of a child of 20 kg at 50 mL/h',
      '5 [{EU}/kg/h] * weight / rate',
      { weight: '20 kg', rate: '50 mL/h' },
      '{EU}/mL',
      '2',
    ],
    ['viable concentration', 'total * viability', { total: '2.5 10*6/mL', viability: '92.4 %' }, '10*6/mL', '2.31'],
    ['recovery', 'cells_out / cells_in', { cells_in: '250 10*6', cells_out: '200000000 {cells}' }, '%', '80'],
    ['fold expansion', 'end / start', { start: '100 10*6', end: '3200 10*6' }, '1', '32'],
    ['population doublings', 'log2(end / start)', { start: '100 10*6', end: '3200 10*6' }, '1', '5'],
    ['copies per transduced cell', 'vcn / car', { vcn: '1.2', car: '40 %' }, '1', '3'],
    ['load of cryoprotectant', 'dmso / weight', { dmso: '10 g', weight: '20 kg' }, 'g/kg', '0.5'],
    ['volume to seed', 'count / density', { count: '100 10*6', density: '1.25 10*6/mL' }, 'mL', '80'],
    ['pumped volume', 'flow * time', { flow: '2 mL/min', time: '0.5 h' }, 'mL', '60'],
    ['earlier of two expiries', 'min(label, opened + hold)', { label: '30 d', opened: '1 d', hold: '48 h' }, 'd', '3'],
    [
      'glucose used',
      '(start - end) * volume / (3.6 [L])',
      { start: '22.5 mmol/L', end: '11.7 mmol/L', volume: '1 L' },
      'mmol/L',
      '3',
    ],
  ])('%s', (_, text, texts, into, expected) => {
    expect(outcome(text, figures(texts), into)).toBe(expected);
  });

  test('a result is explained with the figures it was made from', () => {
    const values = figures({ cells: '100 10*6', moi: '5', titre: '50000000 {TU}/mL' });
    expect(evaluateFormula(formulaOf('cells*moi/titre'), values, 'mL')).toEqual({
      value: '10',
      explained: '(100 ×10⁶) × 5 ÷ 50000000 TU/mL = 10 mL',
    });
    const capped = evaluateFormula(
      formulaOf('round(min(a, (b + 5 [mL]) * 2), 1 [mL])'),
      figures({ a: '20 mL', b: '1.26 mL' }),
      'mL',
    );
    expect(capped).toEqual({ value: '12.5', explained: 'round(min(20 mL, (1.26 mL + 5 mL) × 2), 1 mL) = 12.5 mL' });
    expect(evaluateFormula(formulaOf('a - (b - c)'), figures({ a: '5', b: '-3', c: '1' }), '1')).toEqual({
      value: '9',
      explained: '5 − ((-3) − 1) = 9',
    });
  });
});

describe('arithmetic', () => {
  test.each([
    ['0.1 + 0.2', '0.3'],
    ['1 / 3 * 3', '1'],
    ['1 / 3', '0.33333333333333333333'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['10 - 4 - 3', '3'],
    ['100 / 10 / 5', '2'],
    ['-2 * -3', '6'],
    ['0 * -1', '0'],
    ['7 / 2', '3.5'],
    ['abs(-1.50)', '1.5'],
    ['round(2.345, 2)', '2.35'],
    ['round(-0.5, 0)', '-1'],
    ['min(3, 1, 2) + max(3, 1, 2)', '4'],
    ['log10(1000)', '3'],
    ['log2(8)', '3'],
    ['ln(1)', '0'],
    ['if(0.1 + 0.2 = 0.3, 1, 0)', '1'],
    ['if(1 > 2 or not 2 <= 1 and 3 <> 4, 1, 0)', '1'],
    ['if(1 / 3 * 3 >= 1, 1, 0)', '1'],
    ['if(1 < 2, 5, 1 / 0)', '5'],
    ['if(1 > 2 and 1 / 0 > 1, 1, 0)', '0'],
  ])('%s is %s', (text, expected) => {
    expect(outcome(text, {}, '1')).toBe(expected);
  });

  test.each([
    ['1 / 0', 'Here something is divided by zero.'],
    ['1 / (0.3 - 0.1 - 0.2)', 'Here something is divided by zero.'],
    ['log2(0)', 'Only a number above zero has a logarithm.'],
    ['missing + 1', 'There is no value called "missing".'],
    [`${'999999999999 * '.repeat(20)} 1`, 'The result is too large to be a quantity.'],
    ['1 = 1', 'Here a quantity is needed, and this is yes or no.'],
    ['5 [mL]', 'The formula gives volume; its unit measures a plain number.'],
  ])('%s has no result, and says why', (text, expected) => {
    expect(outcome(text, {}, '1')).toBe(expected);
  });

  test('sums of figures are exact, in whatever units they were recorded', () => {
    const hundredths = fc.integer({ min: -999_999, max: 999_999 });
    fc.assert(
      fc.property(hundredths, hundredths, (a, b) => {
        const values = figures({ a: `${(a / 100).toFixed(2)} mL`, b: `${String(b)} uL` });
        expect(outcome('a + b', values, 'uL')).toBe(String(a * 10 + b));
      }),
    );
  });

  test('yes or no is decided on recorded figures', () => {
    const values = figures({ viability: '79.9 %', cells: '90 10*6' });
    expect(evaluateTruth(formulaOf('viability < 80 [%] or cells < 50 [10*6]'), values)).toEqual({
      holds: true,
      explained: '79.9 % < 80 % or (90 ×10⁶) < (50 ×10⁶)',
    });
    expect(evaluateTruth(formulaOf('cells'), values)).toMatchObject({
      fault: { message: { en: 'This formula does not ask yes or no.' } },
    });
  });
});

describe('units are checked before a recipe is approved', () => {
  const units: Readonly<Record<string, UnitCode>> = {
    cells: '10*6',
    titre: '{TU}/mL',
    volume: 'mL',
    time: 'h',
    share: '%',
  };

  test('products and quotients measure what they are made of', () => {
    const measures = (text: string) => kindOfFormula(formulaOf(text), units);
    expect(measures('cells * 5 / titre')).toEqual({ of: 'quantity', powers: { volume: 1 } });
    expect(measures('volume / time')).toEqual({ of: 'quantity', powers: { volume: 1, time: -1 } });
    expect(measures('cells / cells * share')).toEqual({ of: 'quantity', powers: {} });
    expect(measures('volume > 5 [mL] and share < 1')).toEqual({ of: 'truth' });
  });

  test.each([
    ['volume + time', 'volume and time do not mix.', 'volume en tijd gaan niet samen.'],
    ['volume > 10', 'volume and a plain number do not mix.', 'volume en een getal zonder eenheid gaan niet samen.'],
    ['min(volume, cells)', 'volume and count do not mix.', 'volume en aantal gaan niet samen.'],
    [
      'if(volume, 1, 2)',
      'Here yes or no is needed, and this is a quantity.',
      'Hier is ja of nee nodig, en dit is een hoeveelheid.',
    ],
    [
      '1 + (1 = 1)',
      'Here a quantity is needed, and this is yes or no.',
      'Hier is een hoeveelheid nodig, en dit is ja of nee.',
    ],
    [
      'log2(cells)',
      '"log2" works on a plain number, not on count. Divide by a reference first.',
      '"log2" werkt op een getal zonder eenheid, niet op aantal. Deel eerst door een referentie.',
    ],
    [
      'round(volume, 1)',
      'Give the unit in which volume is rounded: round(x, 1 [mL]).',
      'Geef de eenheid waarin volume wordt afgerond: round(x, 1 [mL]).',
    ],
    ['colour * 2', 'There is no value called "colour".', 'Er is geen waarde met de naam "colour".'],
    ['constructor * 2', 'There is no value called "constructor".', 'Er is geen waarde met de naam "constructor".'],
  ])('%s is a fault', (text, en, nl) => {
    expect(kindOfFormula(formulaOf(text), units)).toMatchObject({ fault: { message: { en, nl } } });
  });

  test('a result must fit the unit it is recorded in', () => {
    expect(unitFault(formulaOf('cells / titre'), units, 'L')).toBeUndefined();
    expect(unitFault(formulaOf('cells / volume'), units, 'mL')?.message).toEqual({
      en: 'The formula gives count per volume; its unit measures volume.',
      nl: 'De formule geeft aantal per volume; de eenheid meet volume.',
    });
  });

  test('the names a formula needs are known, so that a circle of formulas can be found', () => {
    expect(namesIn(formulaOf('if(a > 0 [mL], b * a, max(c, -b)) + round(d, 1 [mL])'))).toEqual(['a', 'b', 'c', 'd']);
  });
});
