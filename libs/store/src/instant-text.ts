/** SQL for a timestamp as the record writes it: in UTC, to the millisecond. */
export const instantText = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL for a timestamp as milliseconds since 1970, as a number. */
export const epochMs = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
