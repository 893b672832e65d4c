import { describe, expect, test } from '@jest/globals';
import type { StepLine } from '@autolog/contract/batch';
import type { SignalName } from '@autolog/domain/device/signal';
import type { Limits } from '@autolog/domain/quantity/limits';
import {
  limitLines,
  operationSpans,
  panned,
  signalsFor,
  stepSpans,
  batchTimeRange,
  windowAround,
  zoomed,
} from './time-axis.js';

const NOW = Date.parse('2026-10-24T12:00:00.000Z');
const at = (hour: number) => `2026-10-24T${String(hour).padStart(2, '0')}:00:00.000Z`;
const ms = (hour: number) => Date.parse(at(hour));

const captures = (
  id: string,
  operation: string,
  signal: SignalName,
  limits: Limits,
  more: Partial<StepLine> = {},
): StepLine => ({
  step: {
    id,
    kind: 'device',
    signal,
    title: { en: `Read ${id}`, nl: `Lees ${id}` },
    instruction: { en: '', nl: '' },
    signature: 'none',
    irreversible: false,
    parameter: {
      id,
      title: { en: id, nl: id },
      unit: 'Cel',
      decimals: 1,
      source: 'device',
      criticality: 'CPP',
      limits,
      blind: false,
      reference: '',
    },
  },
  operation,
  status: 'done',
  waitsFor: [],
  corrected: [],
  exceptions: [],
  ...more,
});

const batch: Parameters<typeof limitLines>[0] = {
  operations: [
    { id: 'select', title: { en: 'Selection', nl: 'Selectie' } },
    { id: 'culture', title: { en: 'Culture', nl: 'Kweek' } },
  ],
  steps: [
    captures('a', 'select', 'tempActual', { alert: { high: '20.0' } }, { startedAt: at(1), performedAt: at(2) }),
    captures(
      'b',
      'culture',
      'tempActual',
      { alert: { low: '36.5', high: '37.5' } },
      { startedAt: at(3), performedAt: at(4) },
    ),
    captures('c', 'culture', 'tempActual', { alert: { low: '36.5' } }, { startedAt: at(5), status: 'in_progress' }),
    captures('d', 'culture', 'co2Actual', { stop: { low: '4' } }, { status: 'locked' }),
  ],
};

describe('Steps and limits on the time axis', () => {
  test('a step that is not over lasts until now; one that has not begun is not drawn', () => {
    expect(stepSpans(batch, NOW, 'nl')).toEqual([
      { id: 'a', label: 'Lees a', from: ms(1), to: ms(2) },
      { id: 'b', label: 'Lees b', from: ms(3), to: ms(4) },
      { id: 'c', label: 'Lees c', from: ms(5), to: NOW },
    ]);
    expect(operationSpans(batch, NOW, 'en').map(({ label, from, to }) => [label, from, to])).toEqual([
      ['Selection', ms(1), ms(2)],
      ['Culture', ms(3), NOW],
    ]);
  });

  test('a limit holds for the operation that demands it and no longer', () => {
    const lines = limitLines(batch, 'tempActual', NOW, 'nl', (level, limit) => `${level} ${limit}`);
    expect(lines.map(({ value, text, from, to }) => [value, text, from, to])).toEqual([
      [20, 'alert ≤ 20,0 °C', ms(1), ms(2)],
      [36.5, 'alert ≥ 36,5 °C', ms(3), NOW],
      [37.5, 'alert ≤ 37,5 °C', ms(3), NOW],
    ]);
  });

  test('signals the recipe captures are offered first', () => {
    expect(signalsFor(batch).slice(0, 3)).toEqual(['tempActual', 'co2Actual', 'tempSet']);
  });
});

describe('The window of the chart', () => {
  const whole = { from: ms(0), to: ms(12) };

  test('runs from the start of the batch to its end, or to now', () => {
    expect(batchTimeRange({ startedAt: at(1) }, NOW)).toEqual({ from: ms(1), to: NOW });
    expect(batchTimeRange({ startedAt: at(1), finishedAt: at(9) }, NOW)).toEqual({ from: ms(1), to: ms(9) });
    expect(batchTimeRange({}, NOW)).toBeUndefined();
  });

  test('keeps the time under the pointer in place while zooming', () => {
    const closer = zoomed(whole, whole, ms(3), true);
    expect(closer).toEqual({
      from: Date.parse('2026-10-24T01:30:00.000Z'),
      to: Date.parse('2026-10-24T07:30:00.000Z'),
    });
    expect(zoomed(closer, whole, ms(3), false)).toEqual(whole);
  });

  test('never leaves the batch and never closes below a minute', () => {
    const edge = { from: ms(11), to: ms(12) };
    expect(panned(edge, whole, 0.5)).toEqual(edge);
    expect(panned(edge, whole, -1)).toEqual({ from: ms(10), to: ms(11) });
    const minute = { from: ms(5), to: ms(5) + 60_000 };
    expect(zoomed(minute, whole, ms(5), true)).toEqual(minute);
  });

  test('a step without duration is shown with 15 minutes on both sides', () => {
    expect(windowAround({ from: ms(5), to: ms(5) })).toEqual({ from: ms(5) - 900_000, to: ms(5) + 900_000 });
  });
});
