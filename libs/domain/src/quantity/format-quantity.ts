import type { Language } from '../text.js';
import { isDecimal } from './decimal.js';
import { digitsInWords, wholeInWords } from './number-words.js';
import { DECIMAL_DIGITS_MAX } from './parse-decimal.js';
import { UNITS, type UnitCode } from './unit.js';

const POINT: Readonly<Record<Language, string>> = { en: 'point', nl: 'komma' };
const MINUS: Readonly<Record<Language, string>> = { en: 'minus', nl: 'min' };

/** The same digits with the reader's decimal sign; no digit is added, dropped or grouped. */
export const formatDecimal = (value: string, language: Language): string =>
  language === 'nl' ? value.replace('.', ',') : value;

/** Figure and unit as printed: "92.4 %" in English, "92,4 %" in Dutch. */
export const formatQuantity = (value: string, unit: UnitCode, language: Language): string =>
  `${formatDecimal(value, language)} ${UNITS[unit].symbol}`.trimEnd();

/**
 * Figure and unit in words, for reading back before it is recorded (T20): "ninety-two point four per cent". More than
 * twelve digits before the point (a calculated figure) are said one by one.
 */
export function quantityInWords(value: string, unit: UnitCode, language: Language): string {
  if (!isDecimal(value)) throw new Error(`"${value}" is not a canonical decimal`);
  const [whole = '', fraction] = value.replace('-', '').split('.');
  const words = whole.length > DECIMAL_DIGITS_MAX ? digitsInWords(whole, language) : wholeInWords(whole, language);
  return [
    value.startsWith('-') ? MINUS[language] : '',
    words,
    fraction === undefined ? '' : `${POINT[language]} ${digitsInWords(fraction, language)}`,
    unitInWords(value, unit, language),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const unitInWords = (value: string, unit: UnitCode, language: Language): string => {
  const entry = UNITS[unit];
  return value === '1' && 'wordsForOne' in entry ? entry.wordsForOne[language] : entry.words[language];
};

/** Decimal points inside a sentence of figures, such as "4.5–5.5" or "≥ 80.0", as the reader writes them. */
export const localizeDecimals = (text: string, language: Language): string =>
  text.replace(/(?<![\d.])\d+\.\d+(?![\d.])/g, (number) => formatDecimal(number, language));
