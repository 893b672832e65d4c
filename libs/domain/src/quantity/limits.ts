import type { Language } from '../text.js';
import { compareDecimal, decimalsOf, roundedTo, type DecimalText } from './decimal.js';
import { formatDecimal } from './format-quantity.js';

export type LimitRange = Readonly<{ low?: DecimalText; high?: DecimalText }>;
/**
 * Four levels: `target` is aimed at; a value outside `alert`, `action` or `stop` (the hard limit) is minor, major or
 * critical. All in the parameter's unit.
 */
export type Limits = Readonly<{ target?: DecimalText; alert?: LimitRange; action?: LimitRange; stop?: LimitRange }>;

/** Worst first. */
export const LIMIT_LEVELS = ['stop', 'action', 'alert'] as const;
export type LimitLevel = (typeof LIMIT_LEVELS)[number];

/** The worst level the value lies outside of; undefined when it lies inside all of them. Value in the limits' unit. */
export const exceededLevel = (limits: Limits, value: string): LimitLevel | undefined =>
  LIMIT_LEVELS.find((level) => {
    const range = limits[level];
    return range !== undefined && isOutside(range, value);
  });

const isOutside = ({ low, high }: LimitRange, value: string): boolean =>
  (low !== undefined && compareToLimit(value, low) < 0) || (high !== undefined && compareToLimit(value, high) > 0);

// A value is rounded to the digits of the limit before it is compared (Ph. Eur., general notices): 79.95 meets ≥ 80.0.
const compareToLimit = (value: string, limit: string): number =>
  compareDecimal(roundedTo(value, decimalsOf(limit)), limit);

/** A level's range as people write it: "≥ 80", "≤ 5", "4.5–5.5"; empty when the level has none. */
export function formatLimit(limits: Limits, level: LimitLevel, language: Language = 'en'): string {
  const { low, high } = limits[level] ?? {};
  if (low !== undefined && high !== undefined) {
    const dash = low.startsWith('-') || high.startsWith('-') ? ' – ' : '–';
    return formatDecimal(low, language) + dash + formatDecimal(high, language);
  }
  if (low !== undefined) return `≥ ${formatDecimal(low, language)}`;
  return high === undefined ? '' : `≤ ${formatDecimal(high, language)}`;
}
