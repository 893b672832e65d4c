/** Why readings may be missing for a time. */
export const GAP_REASONS = [
  'connection_lost',
  'queue_overflow',
  'subscription_recreated',
  'adapter_down',
  'spool_full',
  'bad_quality',
  'source_silent',
  'quarantined',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];
