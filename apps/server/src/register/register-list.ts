/** A row of a register with, beside its own columns, the position of the whole list. */
export type RegisterRow = Readonly<Record<string, unknown> & { asOf: number }>;

/**
 * Rows of a register as a list: what a column does not have is absent, never null. Every row carries the sum of all
 * sequence numbers of its noun: it grows with each event of any of them, which is all a list needs to know it is behind.
 */
export function registerListOf<Line>(rows: readonly RegisterRow[]): Readonly<{ asOf: number; lines: readonly Line[] }> {
  return { asOf: rows[0]?.asOf ?? 0, lines: rows.map(({ asOf: _, ...row }) => withoutNulls(row) as Line) };
}

const withoutNulls = (row: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
