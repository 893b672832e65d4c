const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const PLACES = 12;
const TENTHS_OF_A_PERCENT = 1_000n;

/** A decimal as a whole number of 10⁻¹²; undefined when the text is not a decimal. No float on the way. */
export function scaledInteger(text: string): bigint | undefined {
  const parts = DECIMAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  const digits = BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, '0'));
  return sign === '-' ? -digits : digits;
}

/**
 * The position of a decimal between two others as a CSS percentage from 0 to 100; undefined when a text is no decimal.
 */
export function positionOf(value: string, low: string, high: string): string | undefined {
  const [at, from, to] = [scaledInteger(value), scaledInteger(low), scaledInteger(high)];
  if (at === undefined || from === undefined || to === undefined || to <= from) return undefined;
  const tenths = ((at - from) * TENTHS_OF_A_PERCENT) / (to - from);
  const clamped = tenths < 0n ? 0n : tenths > TENTHS_OF_A_PERCENT ? TENTHS_OF_A_PERCENT : tenths;
  return `${clamped / 10n}.${clamped % 10n}%`;
}
