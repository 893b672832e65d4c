/** One rule for everything that comes in: what is not known is refused, not stripped (S27, S28). */
export const VALIDATION = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
} as const;
