import { describe, expect, jest, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { UNIT_CODES } from '../quantity/unit.js';
import { evaluateFormula } from './evaluate-formula.js';
import { FORMULA_DEPTH_MAX, FORMULA_LENGTH_MAX, FORMULA_LOGARITHMS_MAX } from './formula.js';
import { parseFormula } from './parse-formula.js';

const VALUES = { a: { value: '2', unit: 'mL' }, b: { value: '-0.5', unit: '1' } } as const;

/** Parses and calculates; what comes out is a decimal or a fault with a place and two sentences. Anything else throws. */
function answered(text: string): 'value' | 'fault' {
  const parsed = parseFormula(text);
  const result = 'fault' in parsed ? parsed : evaluateFormula(parsed.formula, VALUES, '1');
  if (!('fault' in result)) {
    expect(result.value).toMatch(/^-?\d{1,25}(\.\d{1,24})?$/);
    return 'value';
  }
  const { at, message } = result.fault;
  expect(at).toBeGreaterThanOrEqual(0);
  expect(at).toBeLessThanOrEqual(text.length);
  for (const sentence of [message.en, message.nl]) {
    expect(sentence).toMatch(/\.$|\)\.$/);
    // A fault is recorded: it must not carry what the record cannot keep.
    expect(sentence.isWellFormed() && !sentence.includes('\u0000')).toBe(true);
  }
  return 'fault';
}

const faultOf = (text: string) => {
  const parsed = parseFormula(text);
  return 'fault' in parsed ? parsed.fault : undefined;
};

const nested = (depth: number) => '('.repeat(depth) + '1' + ')'.repeat(depth);

/** Units, value and explanation each walk the tree a fixed number of times. */
const NODE_READS_PER_CHARACTER_MAX = 6;
const OPERATIONS_PER_CHARACTER_MAX = 3;
/** Figures have 40 digits; inside a logarithm there are up to four times as many. So no operation costs more than that. */
const DIGITS_MAX = 160;
const OPERATIONS = ['plus', 'minus', 'times', 'div', 'ln', 'log', 'toSignificantDigits', 'toDecimalPlaces'] as const;

/** Counts what a formula costs: how often a node of its tree is read, and the decimal operations and their digits. */
function workOf(text: string): Readonly<{ nodeReads: number; operations: number; digits: number }> {
  const parsed = parseFormula(text);
  if ('fault' in parsed) return { nodeReads: 0, operations: 0, digits: 0 };
  let [nodeReads, digits] = [0, 0];
  const watched = <Node extends object>(node: Node): Node =>
    new Proxy(node, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name === 'kind') nodeReads += 1;
        return typeof value === 'object' && value !== null ? watched(value) : value;
      },
    });
  const spies = OPERATIONS.map((name) => jest.spyOn(Decimal.prototype, name));
  try {
    evaluateFormula({ text, root: watched(parsed.formula.root) }, VALUES, '1');
    for (const { mock } of spies)
      for (const { value } of mock.results) digits = Math.max(digits, (value as Decimal).precision());
    return { nodeReads, operations: spies.reduce((sum, { mock }) => sum + mock.calls.length, 0), digits };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

describe('[S29] a hostile formula is a fault or a value', () => {
  test.each([
    "constructor.constructor('return process')()",
    'constructor(1)',
    'toString(1, 2)',
    '__proto__',
    'a["__proto__"]',
    'a[mL]',
    'a.b',
    'this',
    'process.exit(1)',
    '9**9**9',
    '9^9',
    '1/0',
    '0/0',
    'NaN',
    'Infinity',
    '-Infinity * 0',
    '"(a+)+$"',
    '/(a+)+$/',
    'a > 10^6',
    'a > 1000000',
    '1e400',
    '0x10',
    '1,5',
    '1.2.3',
    '.5',
    '5.',
    '5mL',
    '5 [ml]',
    '5 [constructor]',
    '5 [',
    '1 < 2 < 3',
    '1 = = 1',
    '1 == 1',
    'a = 1; b = 2',
    'if(1 > 0)',
    'if(1, 2, 3, 4)',
    'if',
    'min',
    'min(1)',
    'max(1, 2, 3, 4, 5, 6, 7, 8, 9)',
    'round(1)',
    'round(1, a)',
    'round(1, 13)',
    'round(1, 0.5)',
    'round(1, -1)',
    'not not not 1',
    '',
    '   ',
    '(',
    ')',
    '()',
    '+',
    '+1',
    '1 +',
    '1 2',
    '１ + １',
    '1 − 1',
    '\u0000',
    '\ud800',
    '1 + \u{1f600}',
    '${1}',
    '`1`',
    '=HYPERLINK("http://x","click")',
    '9999999999999',
  ])('%j is a fault', (text) => {
    expect(answered(text)).toBe('fault');
  });

  test('the place of a fault is where it stands', () => {
    expect(faultOf('1 + * 2')).toEqual({
      at: 4,
      message: { en: '"*" does not belong here.', nl: '"*" hoort hier niet.' },
    });
    expect(faultOf('1 +')?.message.nl).toBe('De formule houdt te vroeg op.');
    expect(faultOf('cells ? 2')?.message.en).toBe('"?" does not belong in a formula.');
    expect(faultOf('1 + 5 [ml]')).toMatchObject({ at: 6 });
  });

  test('depth, length and logarithms have limits', () => {
    expect(answered(nested(FORMULA_DEPTH_MAX))).toBe('value');
    expect(faultOf(nested(FORMULA_DEPTH_MAX + 1))?.message.en).toBe('A formula is nested at most 64 deep.');
    expect(faultOf(nested(100_000))?.message.en).toBe('A formula has at most 2000 characters.');
    expect(answered('-'.repeat(1000) + '1')).toBe('fault');
    expect(answered('not '.repeat(400) + '1')).toBe('fault');
    expect(answered('min(1,'.repeat(300))).toBe('fault');
    expect(answered(Array(FORMULA_LOGARITHMS_MAX).fill('ln(2)').join('+'))).toBe('value');
    expect(
      answered(
        Array(FORMULA_LOGARITHMS_MAX + 1)
          .fill('ln(2)')
          .join('+'),
      ),
    ).toBe('fault');
  });

  test('the longest and dearest formulas cost work in proportion to their length', () => {
    const filled = (piece: string) => piece.repeat(Math.floor((FORMULA_LENGTH_MAX - 1) / piece.length)) + '1';
    const dear = [
      filled('1+'),
      filled('3/7*'),
      filled('999999999999*'),
      filled('1/999999999999/'),
      filled('round(1/3,12)+'),
      Array(FORMULA_LOGARITHMS_MAX).fill('log2(0.00000000001/999999999999)').join('*'),
      filled('not 1=1 or '),
      nested(FORMULA_DEPTH_MAX),
      `${'if(1=1,'.repeat(FORMULA_DEPTH_MAX)}1${',2)'.repeat(FORMULA_DEPTH_MAX)}`,
    ];
    for (const text of dear) {
      const { nodeReads, operations, digits } = workOf(text);
      expect(nodeReads).toBeLessThanOrEqual(text.length * NODE_READS_PER_CHARACTER_MAX);
      expect(operations).toBeLessThanOrEqual(text.length * OPERATIONS_PER_CHARACTER_MAX);
      expect(digits).toBeLessThanOrEqual(DIGITS_MAX);
    }
  });

  test('any text at all is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(['value', 'fault']).toContain(answered(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('any heap of words of the language is answered, and some of them have a value', () => {
    const words = ['1', '0.5', '20', 'a', 'b', '+', '-', '*', '/', '(', ')', ',', '<', '=', '>=', 'and', 'or', 'not'];
    const calls = ['if(', 'min(', 'round(', 'log2(', 'abs(', ', 1)', ...UNIT_CODES.map((unit) => `[${unit}]`)];
    let values = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...words, ...calls), { maxLength: 12 }), (heap) => {
        const answer = answered(heap.join(' '));
        if (answer === 'value') values += 1;
        expect(['value', 'fault']).toContain(answer);
      }),
      { numRuns: 5000 },
    );
    expect(values).toBeGreaterThan(0);
  });
});
