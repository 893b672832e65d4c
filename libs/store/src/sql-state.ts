const UNIQUE_VIOLATION = '23505';

/** SQLSTATE of a failed query, also where the database library has wrapped the error. */
export const sqlState = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown; driverError?: { code?: unknown } } | null)?.code;
  return typeof code === 'string' ? code : undefined;
};

/** Another transaction has committed a row with the same unique key. */
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === UNIQUE_VIOLATION;
