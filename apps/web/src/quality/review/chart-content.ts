import type { ReadingsReply } from '@autolog/contract/reading';
import { formatDecimal } from '@autolog/domain/quantity/format-quantity';
import { isUnitCode, UNITS } from '@autolog/domain/quantity/unit';
import type { Language } from '@autolog/domain/text';
import { instantOf } from '@autolog/domain/time';
import type { ChartContent } from '../../chart/uplot-chart.js';
import { breakAtGaps, type TimeRange } from '../../chart/gaps.js';
import { formatShortTimestamp, formatTimestamp, timeTicks } from '../../time/site-time.js';
import { valueRange, valueTicks, type LimitLine } from '../../chart/value-range.js';
import { durationInFigures } from '@autolog/domain/quantity/duration';

/** About the width that one time label needs. */
const TIME_TICK_PX = 96;
const VALUE_TICKS = 6;
const NO_RANGE = [0, 1] as const;

type ChartFrame = Readonly<{
  window: TimeRange;
  limits: readonly LimitLine[];
  width: number;
  zone: string;
  language: Language;
}>;

/** A period for which data is missing and was not recovered afterwards. */
const unrecoveredGaps = (reply: ReadingsReply): readonly TimeRange[] =>
  reply.gaps.filter((gap) => !gap.recovered).map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to) }));

/**
 * The content of the chart: the server's buckets, interrupted at the recorded gaps, and a range that includes
 * everything.
 */
export function chartContentOf(
  reply: ReadingsReply,
  frame: ChartFrame,
  gapLabel: (duration: string) => string,
): ChartContent {
  const { window, zone, language } = frame;
  const gaps = unrecoveredGaps(reply).map((gap) => ({
    from: Math.max(gap.from, window.from),
    to: Math.min(gap.to, window.to),
    label: gapLabel(durationInFigures(gap.to - gap.from)),
  }));
  const visible = gaps.filter((gap) => gap.to >= gap.from);
  const limits = frame.limits.filter((limit) => limit.to >= window.from && limit.from <= window.to);
  const range = valueRange(reply.points, limits) ?? NO_RANGE;
  return {
    columns: breakAtGaps(reply.points, visible),
    window,
    range,
    gaps: visible,
    limits,
    timeTicks: timeTicks(window.from, window.to, Math.floor(frame.width / TIME_TICK_PX), zone, language),
    valueTicks: valueTicks(range, VALUE_TICKS).map((tick) => ({
      value: tick.value,
      text: `${formatDecimal(tick.text, language)} ${unitSymbol(reply.unit)}`.trimEnd(),
    })),
  };
}

const unitSymbol = (unit: string): string => (isUnitCode(unit) ? UNITS[unit].symbol : unit);

/** A measured value in the reader's notation; the digits are those the server sent. */
export const formatMeasured = (value: number, unit: string, language: Language): string =>
  `${formatDecimal(String(value), language)} ${unitSymbol(unit)}`.trimEnd();

/** The time of a row and its value; undefined inside a gap. */
export function pointAtRow(
  content: ChartContent,
  row: number,
  unit: string,
  zone: string,
  language: Language,
): Readonly<{ at: string; value?: string }> {
  const seconds = content.columns.at[row] ?? content.window.from / 1000;
  const value = content.columns.values[row];
  return {
    at: formatTimestamp(instantOf(seconds * 1000), zone, language),
    ...(value === null || value === undefined ? {} : { value: formatMeasured(value, unit, language) }),
  };
}

export const formatBrief = (ms: number, zone: string, language: Language): string =>
  formatShortTimestamp(instantOf(ms), zone, language);
