import { describe, expect, test } from '@jest/globals';
import { layOutSpans, rowCountOf, type Span } from './track-layout.js';

const span = (id: string, from: number, to: number, label = id): Span => ({ id, label, from, to });
const window = { from: 0, to: 1000 };

describe('steps are laid out in rows on the time axis', () => {
  test('spans that follow one another share a row, spans that overlap do not', () => {
    const placed = layOutSpans([span('a', 0, 300), span('b', 300, 600), span('c', 200, 500)], window, 1000, 7);
    expect(placed.map(({ id, row }) => [id, row])).toEqual([
      ['a', 0],
      ['c', 1],
      ['b', 0],
    ]);
    expect(rowCountOf(placed)).toBe(2);
  });

  test('a name is placed inside, beside or not at all', () => {
    const placed = layOutSpans(
      [span('wide', 0, 400, 'Culture'), span('short', 500, 505, 'Feed'), span('last', 990, 1000, 'Harvest')],
      window,
      1000,
      7,
    );
    expect(placed.map(({ id, labelPlacement: name }) => [id, name])).toEqual([
      ['wide', 'inside'],
      ['short', 'beside'],
      ['last', 'none'],
    ]);
  });

  test('a step of an instant still has a width, also at the right edge', () => {
    const placed = layOutSpans([span('now', 1000, 1000)], window, 500, 7);
    expect(placed[0]?.width).toBe(3);
    expect(placed[0]?.left).toBe(497);
  });

  test('what lies outside the window is not drawn; what reaches into it is cut at its edge', () => {
    const placed = layOutSpans(
      [span('before', -500, -1), span('into', -500, 100), span('after', 1001, 2000)],
      window,
      100,
      7,
    );
    expect(placed.map(({ id, left, width }) => [id, left, width])).toEqual([['into', 0, 10]]);
  });

  test('sixty steps at one time take at most four rows', () => {
    const crowd = Array.from({ length: 60 }, (_, n) =>
      span(`s${n}`, 500 + n / 10, 501 + n / 10, 'A step with a long name'),
    );
    expect(rowCountOf(layOutSpans(crowd, window, 800, 7))).toBeLessThanOrEqual(4);
    expect(rowCountOf(layOutSpans([], window, 800, 7))).toBe(1);
  });
});
