import type { BenchPostgres } from './bench-postgres.ts';

/** One measured figure. `limit` was measured in the same run; `ratio` is value : limit, or bar : value without one. */
export type BenchRow = Readonly<{
  name: string;
  value: number;
  unit: string;
  /** What the value is compared with, in the same unit. */
  limit?: number;
  ratio?: number;
  bar: string;
  ok: boolean;
}>;

/** `quick`: a tenth of the work, for developing the measurement; its figures are not to be quoted. */
type BenchOptions = Readonly<{ quick: boolean }>;
export type Benchmark = Readonly<{
  name: string;
  run: (benchPostgres: BenchPostgres, options: BenchOptions) => Promise<readonly BenchRow[]>;
}>;

/** A figure that must not be higher than `max`. */
export const atMost = (
  name: string,
  value: number,
  max: number,
  unit: string,
  more: Partial<BenchRow> = {},
): BenchRow => ({
  name,
  value: rounded(value),
  unit,
  bar: `≤ ${String(max)} ${unit}`,
  ok: value <= max,
  ...more,
});

/** A figure that may be at most `times` what the machine needs for the same work without us, and `extra` more. */
export function withinTimes(
  name: string,
  value: number,
  limit: number,
  { times, extra = 0, unit }: Readonly<{ times: number; extra?: number; unit: string }>,
): BenchRow {
  return {
    name,
    value: rounded(value),
    unit,
    limit: rounded(limit),
    ratio: rounded(value / limit),
    bar: `≤ ${String(times)} ×${extra > 0 ? ` + ${String(extra)} ${unit}` : ''}`,
    ok: value <= times * limit + extra,
  };
}

/** A figure as a share of what the machine can do at best, which must not be lower than `min`. */
export function shareOf(name: string, value: number, limit: number, min: number, unit: string): BenchRow {
  const ratio = value / limit;
  return {
    name,
    value: rounded(value),
    unit,
    limit: rounded(limit),
    ratio: rounded(ratio),
    bar: `ratio ≥ ${String(min)}`,
    ok: ratio >= min,
  };
}

const rounded = (value: number): number => Number(value.toPrecision(4));
