import type { LimitLevel } from '@autolog/domain/quantity/limits';
import type { SignalPoint, TimeRange } from './gaps.js';

/** One limit over the period in which it applies; `bound` tells which side is outside. */
export type LimitLine = Readonly<{
  level: LimitLevel;
  bound: 'low' | 'high';
  value: number;
  /** As the recipe wrote it, for the label. */
  text: string;
}> &
  TimeRange;

/** Room above and below, as a share of the height, so that a line never lies on the frame. */
const MARGIN = 0.08;

/**
 * A y-range with every value and every limit of the window: a smaller one would hide an excursion. Undefined when there
 * is nothing to show.
 */
export function valueRange(
  points: readonly SignalPoint[],
  limits: readonly LimitLine[],
): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [, value] of points) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  for (const { value } of limits) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return undefined;
  const room = high > low ? (high - low) * MARGIN : Math.max(Math.abs(high) * MARGIN, 1);
  return [low - room, high + room];
}

const ROUND_FACTORS = [1, 2, 5, 10] as const;
/** Tolerance for the rounding of binary fractions, as a share of a step. */
const ROUNDING = 1e-9;

/** Round values inside a range for the y-axis, at most `wanted`, each with the decimals that its step needs. */
export function valueTicks(
  [low, high]: readonly [number, number],
  wanted: number,
): readonly { value: number; text: string }[] {
  const rough = (high - low) / Math.max(wanted, 1);
  const power = Math.floor(Math.log10(rough));
  const factor = ROUND_FACTORS.find((nice) => nice * 10 ** power >= rough) ?? 10;
  const step = factor * 10 ** power;
  const decimals = Math.max(0, factor === 10 ? -(power + 1) : -power);
  const first = Math.ceil(low / step - ROUNDING);
  const last = Math.floor(high / step + ROUNDING);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => {
    const text = ((first + n) * step).toFixed(decimals);
    return { value: (first + n) * step, text: text.replace(/^-(?=0(\.0*)?$)/, '') };
  });
}
