export const RESTARTS_MAX = 5;
/** A process that ran this long has recovered: earlier failures no longer count. */
export const STABLE_MS = 60_000;
const FIRST_DELAY_MS = 500;

/** How long to wait before restart number `n` (1, 2, …): 0.5, 1, 2, 4, 8 s. */
export const backOffMs = (n: number): number => FIRST_DELAY_MS * 2 ** (n - 1);
