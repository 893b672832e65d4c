/** The lines of a register, and the position of the whole list: it grows with each event of any line. */
export type RegisterList<Line> = Readonly<{ asOf: number; lines: readonly Line[] }>;

/** A column that may be empty becomes a member that may be absent. */
export type WithoutNulls<Row> = { readonly [K in keyof Row as null extends Row[K] ? never : K]: Row[K] } & {
  readonly [K in keyof Row as null extends Row[K] ? K : never]?: NonNullable<Row[K]>;
};

/** `asOf` is the sum of all sequence numbers of the register, computed before any limit: every row carries it. */
export const registerListOf = <Row extends Readonly<{ asOf: number }>>(
  rows: readonly Row[],
): RegisterList<WithoutNulls<Omit<Row, 'asOf'>>> => ({
  asOf: rows[0]?.asOf ?? 0,
  lines: rows.map(({ asOf: _, ...row }) => withoutNulls(row)),
});

export const withoutNulls = <Row extends object>(row: Row): WithoutNulls<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<Row>;
