import type { Severity } from '../batch/exception.js';
import type { Limits, Range } from '../recipe/recipe.js';
import type { Language } from '../text.js';
import { compareDecimal, decimalsOf, roundedTo } from './decimal.js';
import { separated } from './said.js';

/** Worst first. */
export const LEVELS = ['stop', 'action', 'alert'] as const;
export type Level = (typeof LEVELS)[number];

export const SEVERITY_OF: Readonly<Record<Level, Severity>> = { stop: 'critical', action: 'major', alert: 'minor' };

/** The worst level the value lies outside of; undefined when it lies inside all of them. Value in the limits' unit. */
export const levelOf = (limits: Limits, value: string): Level | undefined =>
  LEVELS.find((level) => {
    const range = limits[level];
    return range !== undefined && isOutside(range, value);
  });

const isOutside = ({ low, high }: Range, value: string): boolean =>
  (low !== undefined && compareToLimit(value, low) < 0) || (high !== undefined && compareToLimit(value, high) > 0);

// A value is rounded to the digits of the limit before it is compared (Ph. Eur., general notices): 79.95 meets ≥ 80.0.
const compareToLimit = (value: string, limit: string): number =>
  compareDecimal(roundedTo(value, decimalsOf(limit)), limit);

/** A level's range as people write it: "≥ 80", "≤ 5", "4.5–5.5"; empty when the level has none. */
export function limitShown(limits: Limits, level: Level, language: Language = 'en'): string {
  const { low, high } = limits[level] ?? {};
  if (low !== undefined && high !== undefined) {
    const dash = low.startsWith('-') || high.startsWith('-') ? ' – ' : '–';
    return separated(low, language) + dash + separated(high, language);
  }
  if (low !== undefined) return `≥ ${separated(low, language)}`;
  return high === undefined ? '' : `≤ ${separated(high, language)}`;
}
