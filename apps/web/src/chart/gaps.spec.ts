import { describe, expect, test } from '@jest/globals';
import { breakAtGaps, isolatedRows, mergeTimeRanges, type SignalPoint } from './gaps.js';

describe('[Q4] gaps in device data break the line', () => {
  test('each end of a gap gets a null', () => {
    const samples: SignalPoint[] = [
      [1000, 37],
      [2000, 37.1],
      [9000, 36.9],
    ];
    expect(breakAtGaps(samples, [{ from: 2500, to: 8500 }])).toEqual({
      at: [1, 2, 2.5, 8.5, 9],
      values: [37, 37.1, null, null, 36.9],
    });
  });

  test('a gap at the beginning or the end of the window breaks too', () => {
    const { at, values } = breakAtGaps(
      [[5000, 1]],
      [
        { from: 0, to: 4000 },
        { from: 6000, to: 9000 },
      ],
    );
    expect(at).toEqual([0, 4, 5, 6, 9]);
    expect(values).toEqual([null, null, 1, null, null]);
  });

  test('samples exactly at the ends of a gap stay outside it', () => {
    const { at, values } = breakAtGaps(
      [
        [2000, 1],
        [5000, 2],
      ],
      [{ from: 2000, to: 5000 }],
    );
    expect(at).toEqual([2, 2, 5, 5]);
    expect(values).toEqual([1, null, null, 2]);
  });

  test('a sample inside a gap is a separate point', () => {
    const { values } = breakAtGaps(
      [
        [1000, 1],
        [5000, 9],
        [9000, 2],
      ],
      [{ from: 2000, to: 8000 }],
    );
    expect(values).toEqual([1, null, 9, null, 2]);
    expect(isolatedRows(values)).toEqual([0, 2, 4]);
  });

  test('overlapping gaps become one', () => {
    expect(
      mergeTimeRanges([
        { from: 5, to: 9 },
        { from: 1, to: 6 },
        { from: 20, to: 21 },
      ]),
    ).toEqual([
      { from: 1, to: 9 },
      { from: 20, to: 21 },
    ]);
    expect(
      breakAtGaps(
        [
          [0, 1],
          [30_000, 2],
        ],
        [
          { from: 1000, to: 6000 },
          { from: 5000, to: 9000 },
        ],
      ).values,
    ).toEqual([1, null, null, 2]);
  });

  test('without samples a gap is still a gap, and without gaps nothing is added', () => {
    expect(breakAtGaps([], [{ from: 1000, to: 2000 }])).toEqual({ at: [1, 2], values: [null, null] });
    expect(breakAtGaps([[1000, 1]], [])).toEqual({ at: [1], values: [1] });
  });

  test('times in the columns never decrease', () => {
    const samples = Array.from({ length: 500 }, (_, n): SignalPoint => [n * 1000, n]);
    const gaps = Array.from({ length: 40 }, (_, n) => ({ from: n * 12_345, to: n * 12_345 + 4_000 }));
    const { at } = breakAtGaps(samples, gaps);
    expect(at.every((second, row) => row === 0 || second >= (at[row - 1] ?? 0))).toBe(true);
  });
});

describe('no sample is lost', () => {
  test('a sample alone between two gaps is found', () => {
    expect(isolatedRows([1, 2, null, 3, null, 4, 5])).toEqual([3]);
    expect(isolatedRows([7])).toEqual([0]);
    expect(isolatedRows([null, null])).toEqual([]);
  });

  test('[Q4] a spike of one sample in a million is kept', () => {
    const spike = 640_000;
    const samples = Array.from({ length: 1_000_000 }, (_, n): SignalPoint => [n * 1000, n === spike ? 41.5 : 37]);
    const { at, values } = breakAtGaps(samples, [{ from: 100_500, to: 160_500 }]);
    expect(values.indexOf(41.5)).toBe(spike + 2);
    expect(at[spike + 2]).toBe(spike);
  });
});
