import { formatDecimal } from '@autolog/domain/quantity/format-quantity';
import type { Language } from '@autolog/domain/text';

export const SECOND_MS = 1000;
export const MINUTE_S = 60;
export const HOUR_S = 3600;

/** A duration in figures: "1:04:30", "30:05"; hours only where there are any. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / HOUR_S);
  const minutes = Math.floor((seconds % HOUR_S) / MINUTE_S);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % MINUTE_S)}` : `${minutes}:${two(seconds % MINUTE_S)}`;
}

/** A count in groups of three digits with a narrow space, which cannot be read as a decimal sign. */
export const groupDigits = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** A text with its decimal points in the reader's notation, such as "4.5–5.5" or "≥ 80.0". */
export const localizeDecimals = (text: string, language: Language): string =>
  text.replace(/(?<![\d.])\d+\.\d+(?![\d.])/g, (number) => formatDecimal(number, language));
