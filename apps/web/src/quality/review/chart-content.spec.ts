import { describe, expect, test } from '@jest/globals';
import type { ReadingsReply } from '@autolog/contract/reading';
import type { LimitLine } from '../../chart/value-range.js';
import { pointAtRow, chartContentOf } from './chart-content.js';

const from = Date.parse('2026-10-24T08:00:00.000Z');
const minute = (n: number) => from + n * 60_000;
const iso = (n: number) => new Date(minute(n)).toISOString();
const window = { from, to: minute(60) };

const reply: ReadingsReply = {
  asOf: 9,
  stream: 'batch/b-1',
  signal: 'co2Actual',
  unit: '%',
  from: iso(0),
  to: iso(60),
  count: 4,
  points: [
    [minute(1), 5],
    [minute(10), 5.02],
    [minute(30), 4.1],
    [minute(50), 5],
  ],
  gaps: [
    { signal: 'tempActual', from: iso(12), to: iso(28), reason: 'connection_lost', recovered: false },
    { signal: 'tempActual', from: iso(35), to: iso(40), reason: 'connection_lost', recovered: true },
    { signal: 'tempActual', from: iso(-90), to: iso(-80), reason: 'adapter_down', recovered: false },
  ],
};
const limit = (value: number, at: number): LimitLine => ({
  level: 'alert',
  bound: 'low',
  value,
  text: `≥ ${value}`,
  from: minute(at),
  to: minute(at + 10),
});
const frame = {
  window,
  limits: [limit(4.5, 0), limit(99, 600)],
  width: 600,
  zone: 'Europe/Amsterdam',
  language: 'nl',
} as const;
const drawing = chartContentOf(reply, frame, (lasted) => `gat ${lasted}`);

describe('[Q4] the chart contains what the record contains', () => {
  test('the line breaks where data is missing, and not where it was recovered', () => {
    expect(drawing.columns.values).toEqual([5, 5.02, null, null, 4.1, 5]);
    expect(drawing.gaps).toEqual([{ from: minute(12), to: minute(28), label: 'gat 16:00' }]);
  });

  test('the range holds the values and the limits of this window, and no limit of another', () => {
    expect(drawing.range[0]).toBeLessThan(4.1);
    expect(drawing.range[1]).toBeGreaterThan(5.02);
    expect(drawing.range[1]).toBeLessThan(6);
    expect(drawing.limits).toHaveLength(1);
  });

  test('the readout has the reader’s decimal sign, the unit, and time with zone', () => {
    expect(pointAtRow(drawing, 1, '%', 'Europe/Amsterdam', 'nl')).toEqual({
      at: '24 okt 2026, 10:10:00 CEST',
      value: '5,02 %',
    });
    expect(pointAtRow(drawing, 2, '%', 'Europe/Amsterdam', 'en')).toEqual({ at: '24 Oct 2026, 10:12:00 CEST' });
  });
});
