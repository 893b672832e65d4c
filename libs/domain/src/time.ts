import type { Instant } from './brand.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Text from outside to an instant; undefined when it is not one in canonical form. */
export function parseInstant(text: string): Instant | undefined {
  if (!INSTANT.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || new Date(ms).toISOString() !== text ? undefined : (text as Instant);
}

export const instantOf = (ms: number): Instant => new Date(Math.floor(ms)).toISOString() as Instant;
export const millisOf = (instant: Instant): number => Date.parse(instant);
export const later = (instant: Instant, ms: number): Instant => instantOf(millisOf(instant) + ms);
/** Milliseconds from one instant to another; negative when `to` comes first. */
export const elapsedMs = (from: Instant, to: Instant): number => millisOf(to) - millisOf(from);
