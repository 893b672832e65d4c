/**
 * The simulated site clock as one row of figures; all in milliseconds since 1970. `site` time holds in the record,
 * `real` time is the database server's own. After `realUntil` the clock stands still until the server extends it.
 */
export type SiteClock = Readonly<{ siteEpochMs: number; realEpochMs: number; realUntilMs: number; rate: number }>;

/** Site time for a moment of the database server's real time. Never backwards while the row is only ever re-based. */
export const siteMillisAt = (clock: SiteClock, realMs: number): number =>
  clock.siteEpochMs + clock.rate * Math.max(0, Math.min(realMs, clock.realUntilMs) - clock.realEpochMs);
