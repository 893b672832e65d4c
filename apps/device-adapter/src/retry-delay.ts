const DOUBLINGS_MAX = 10;

/** How long to wait before a retry: doubled with each failure up to a longest, less a random part of up to a half. */
export function retryDelayMs(doublings: number, firstMs: number, longestMs: number): number {
  const ms = Math.min(longestMs, firstMs * 2 ** Math.min(doublings, DOUBLINGS_MAX));
  return ms * (0.5 + Math.random() / 2);
}
