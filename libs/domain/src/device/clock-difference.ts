/**
 * Two clocks that differ by more than this are an exception of their own (ALCOA: contemporaneous): the adapter raises an
 * alarm, the batch an exception.
 */
export const CLOCK_DIFFERENCE_SECONDS_MAX = 5;
