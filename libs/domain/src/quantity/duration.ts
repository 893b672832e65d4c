import { exact, isDecimal } from './decimal.js';
import { UNITS } from './unit.js';

/** A duration as written in a recipe: "30 min", "18 h", "3 d". */
export type DurationText = string;

// Ten million days at most, so that an instant plus a duration is still an instant.
const DURATION_DIGITS_MAX = 7;
const SPAN = /^(\S+) (s|min|h|d)$/;

/** Milliseconds of a duration as a recipe writes it ("30 min", "28 h", "3 d", "90 s"); undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  const [, amount = '', unit] = SPAN.exec(text) ?? [];
  if (unit === undefined || !isDecimal(amount) || amount.length > DURATION_DIGITS_MAX) return undefined;
  const ms = exact(amount)
    .times(UNITS[unit as 's' | 'min' | 'h' | 'd'].factor)
    .times(1000);
  return ms.isInteger() && !ms.isNegative() ? ms.toNumber() : undefined;
}

/** A duration of a checked recipe in milliseconds; throws on one that checkRecipe would have refused. */
export function durationMs(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new Error(`"${text}" is not a duration: the recipe was not checked`);
  return ms;
}

const PARTS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** A duration for a sentence, in the units recipes are written in: "28 h", "1 h 30 min"; the same in both languages. */
export function durationInWords(ms: number): string {
  const words: string[] = [];
  let left = ms;
  for (const [unit, size] of PARTS) {
    const count = Math.floor(left / size);
    if (count > 0) words.push(`${count} ${unit}`);
    left -= count * size;
  }
  return words.length === 0 ? '0 min' : words.join(' ');
}

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;

/** A duration in figures: "1:04:30", "30:05"; hours only where there are any. */
export function durationInFigures(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const two = (part: number): string => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % MINUTE_S)}` : `${minutes}:${two(seconds % MINUTE_S)}`;
}
