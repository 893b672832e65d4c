import type { SignalPoint, TimeRange } from './gaps.js';

/** Lowest and highest sample of a period, both ends included; undefined where it has none. */
export function lowestHighest(
  points: readonly SignalPoint[],
  { from, to }: TimeRange,
): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [at, value] of points) {
    if (at < from || at > to) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? undefined : [low, high];
}
