/** How fast a simulated clock may run: site seconds per real second. */
export const CLOCK_RATES = ['1', '60', '1440', '14400'] as const;
export type ClockRate = (typeof CLOCK_RATES)[number];
/** How fast it may run on the way to the next due time. */
export const FAST_FORWARD_RATES = ['1440', '7200', '14400'] as const;
export type FastForwardRate = (typeof FAST_FORWARD_RATES)[number];
