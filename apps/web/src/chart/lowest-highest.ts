import type { Sample, Stretch } from './gaps.js';

/** Lowest and highest of the samples in a stretch, both ends included; undefined where none lies in it. */
export function lowestHighest(
  samples: readonly Sample[],
  { from, to }: Stretch,
): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [at, value] of samples) {
    if (at < from || at > to) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? undefined : [low, high];
}
