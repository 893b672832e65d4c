/** [UTC milliseconds, value], in time order. */
export type SignalPoint = readonly [number, number];
/** A period without data, in UTC milliseconds. */
export type TimeRange = Readonly<{ from: number; to: number }>;
/** Columns as uPlot takes them: `at` in UTC seconds, `values` with a null wherever the line must break. */
export type ChartColumns = Readonly<{ at: readonly number[]; values: readonly (number | null)[] }>;

const MS_PER_SECOND = 1000;

/** Joins overlapping and touching periods, so that every break gets exactly one null at each end. */
export function mergeTimeRanges(timeRanges: readonly TimeRange[]): readonly TimeRange[] {
  const merged: { from: number; to: number }[] = [];
  for (const next of timeRanges.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else merged.push({ from: next.from, to: next.to });
  }
  return merged;
}

/**
 * Writes one null at each end of every gap. uPlot breaks a line at null only: it bridges NaN, undefined and missing
 * rows, which would show data that nobody measured. A sample inside a gap is kept: what was recorded is shown.
 */
export function breakAtGaps(points: readonly SignalPoint[], gaps: readonly TimeRange[]): ChartColumns {
  const ends = mergeTimeRanges(gaps).flatMap((gap) => [gap.from, gap.to]);
  const at: number[] = [];
  const values: (number | null)[] = [];
  let end = 0;
  const breakBefore = (ms: number) => {
    for (; end < ends.length && (ends[end] ?? 0) <= ms; end++) {
      at.push((ends[end] ?? 0) / MS_PER_SECOND);
      values.push(null);
    }
  };
  for (const [ms, value] of points) {
    // A sample exactly at the start of a gap is the last one before it; at the end, the first one after it.
    breakBefore(end % 2 === 0 && ends[end] === ms ? ms - 1 : ms);
    at.push(ms / MS_PER_SECOND);
    values.push(value);
  }
  breakBefore(Number.POSITIVE_INFINITY);
  return { at, values };
}

/** Rows whose neighbours are both null. A line cannot show them, so they become points. */
export function isolatedRows(values: readonly (number | null)[]): number[] {
  const isolated: number[] = [];
  for (let row = 0; row < values.length; row++)
    if (values[row] !== null && (values[row - 1] ?? null) === null && (values[row + 1] ?? null) === null)
      isolated.push(row);
  return isolated;
}
