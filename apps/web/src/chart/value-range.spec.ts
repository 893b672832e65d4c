import { describe, expect, test } from '@jest/globals';
import { valueRange, valueTicks, type LimitLine } from './value-range.js';
import type { SignalPoint } from './gaps.js';

const limit = (value: number): LimitLine => ({
  level: 'alert',
  bound: 'low',
  value,
  text: String(value),
  from: 0,
  to: 1,
});
const holds = (range: readonly [number, number] | undefined, value: number) =>
  range !== undefined && range[0] < value && value < range[1];

describe('The y-range cuts nothing off [Q4]', () => {
  test('every limit lies inside, also far from the values', () => {
    const samples: SignalPoint[] = [
      [0, 37],
      [1, 37.2],
    ];
    const range = valueRange(samples, [limit(4), limit(38.5)]);
    for (const value of [37, 37.2, 4, 38.5]) expect(holds(range, value)).toBe(true);
  });

  test('a spike of one sample lies inside', () => {
    const samples = Array.from({ length: 100_000 }, (_, n): SignalPoint => [n, n === 77 ? 55 : 37]);
    expect(holds(valueRange(samples, []), 55)).toBe(true);
  });

  test('a flat line has a height, and limits alone are enough', () => {
    expect(
      holds(
        valueRange(
          [
            [0, 5],
            [1, 5],
          ],
          [],
        ),
        5,
      ),
    ).toBe(true);
    expect(holds(valueRange([[0, 0]], []), 0)).toBe(true);
    expect(holds(valueRange([], [limit(4.5), limit(5.5)]), 4.5)).toBe(true);
    expect(valueRange([], [])).toBeUndefined();
  });
});

describe('The y-axis is labelled with round values', () => {
  test.each([
    [[0, 10], 5, ['0', '2', '4', '6', '8', '10']],
    [[4.4, 5.6], 6, ['4.4', '4.6', '4.8', '5.0', '5.2', '5.4', '5.6']],
    [[-0.1, 0.1], 4, ['-0.10', '-0.05', '0.00', '0.05', '0.10']],
    [[36.9, 37.15], 3, ['36.9', '37.0', '37.1']],
  ] as const)('%j', (range, wanted, texts) => {
    expect(valueTicks(range, wanted).map((tick) => tick.text)).toEqual(texts);
  });
});
