import { Decimal } from 'decimal.js';
import { UNITS, type UnitCode } from './unit.js';

// Our own constructor: nobody else's settings of the global one can change a recorded figure. 40 digits leave more
// than twenty to spare over the twelve a person may type, and exponents are never written.
const Exact = Decimal.clone({
  precision: 40,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  defaults: true,
});

/** A decimal as written: quoted in YAML, never a float. */
export type DecimalText = string;
/** A number in the middle of a calculation; it becomes a figure again by textOf. */
export type ExactNumber = Decimal;

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/** True for a canonical decimal: digits, one point, a leading minus; no exponent, no group, no plus. */
export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/** A canonical decimal as an exact number for calculating. Throws on anything else: text from outside is parsed first. */
export function exact(text: string): Decimal {
  if (!isDecimal(text)) throw new Error(`"${text}" is not a canonical decimal`);
  return new Exact(text);
}

/** Canonical text of a calculated number: without exponent, and zero has no sign. */
export const textOf = (number: Decimal): string => (number.isZero() ? '0' : number.toFixed());

export const compareDecimal = (a: string, b: string): -1 | 0 | 1 => {
  const order = exact(a).cmp(exact(b));
  return order < 0 ? -1 : order > 0 ? 1 : 0;
};

/** How many digits stand after the point: 2 for "92.40". */
export const decimalsOf = (text: string): number => {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
};

/** Rounds half up (away from zero) and keeps the zeros: roundedTo("79.95", 1) is "80.0". */
export const roundedTo = (text: string, decimals: number): string => {
  const rounded = exact(text).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  return rounded.isZero() ? rounded.abs().toFixed(decimals) : rounded.toFixed(decimals);
};

/**
 * The same quantity in another unit; undefined when the two measure different things. Multiplied before divided, so
 * the result is exact wherever it can be written in 40 digits.
 */
export function convert(value: string, from: UnitCode, to: UnitCode): string | undefined {
  if (UNITS[from].dimension !== UNITS[to].dimension) return undefined;
  return from === to ? value : textOf(exact(value).times(UNITS[from].factor).div(UNITS[to].factor));
}
