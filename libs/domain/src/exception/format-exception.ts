import { isUnitCode, UNITS } from '../quantity/unit.js';
import type { Language } from '../text.js';
import { EXCEPTION_CLASSES, type ExceptionClass, type Observation } from './exception.js';

/** Text that ends in a figure, and so takes a unit. */
const FIGURE_END = /^[^A-Za-z]*\d$/;

/** What an exception is about, in one line: its class, what it was found on, what was found, and the limit. */
export function formatException(kind: ExceptionClass, observation: Observation, language: Language): string {
  const { detail, found, limit, unit } = observation;
  const expected = { en: 'limit', nl: 'grens' }[language];
  return [
    EXCEPTION_CLASSES[kind][language],
    detail,
    withUnit(found, unit),
    limit !== undefined && `${expected} ${withUnit(limit, unit) ?? ''}`,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

/** A figure is nothing without its unit; an instant, a code or a word has none. */
const withUnit = (figure: string | undefined, unit: string | undefined): string | undefined =>
  figure !== undefined && unit !== undefined && isUnitCode(unit) && FIGURE_END.test(figure)
    ? `${figure} ${UNITS[unit].symbol}`.trim()
    : figure;
