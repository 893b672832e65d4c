export const DECIMAL_DIGITS_MAX = 12;

/** What a typed text may mean: one canonical decimal, one of two that the person must choose between, or nothing. */
export type ParsedDecimal =
  | Readonly<{ kind: 'value'; text: string }>
  | Readonly<{ kind: 'ask'; candidates: readonly [string, string] }>
  | Readonly<{ kind: 'not a number' }>;

// A zero in front ("05") is more often a lost decimal sign than a habit, so it is refused and not cleaned up.
const TYPED_DECIMAL = /^(-?)(0|[1-9]\d*)(?:([.,])(\d+))?$/;
const NOT_A_NUMBER: ParsedDecimal = { kind: 'not a number' };

/**
 * Reads what a person typed. Comma and point both decide; digits are never added, dropped, rounded or regrouped (T20).
 * One sign followed by exactly three digits may be a decimal or a thousand, since both notations are in use on one site, so it is asked.
 */
export function parseDecimal(text: string): ParsedDecimal {
  const [, minus, whole, sign, fraction = ''] = TYPED_DECIMAL.exec(text.trim()) ?? [];
  if (minus === undefined || whole === undefined) return NOT_A_NUMBER;
  if (whole.length + fraction.length > DECIMAL_DIGITS_MAX) return NOT_A_NUMBER;
  if (sign === undefined) return { kind: 'value', text: minus + whole };
  const decimal = `${minus}${whole}.${fraction}`;
  const mayBeThousands = fraction.length === 3 && whole.length <= 3 && whole !== '0';
  return mayBeThousands
    ? { kind: 'ask', candidates: [decimal, minus + whole + fraction] }
    : { kind: 'value', text: decimal };
}
