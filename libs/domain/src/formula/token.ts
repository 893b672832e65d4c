import { DECIMAL_DIGITS_MAX } from '../quantity/parse-decimal.js';
import { isUnitCode, type UnitCode } from '../quantity/unit.js';
import { throwFault } from './formula.js';

export type Token = Readonly<{ at: number; text: string }> &
  Readonly<
    { kind: 'number' } | { kind: 'unit'; unit: UnitCode } | { kind: 'word' } | { kind: 'sign' } | { kind: 'end' }
  >;

const SPACE = /[ \t\r\n]+/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const WORD = /[A-Za-z][A-Za-z0-9_]*/y;
const UNIT = /\[([^[\]]*)\]/y;
const SIGN = /<=|>=|<>|[-+*/<>=(),]/y;

/** Cuts a formula into numbers, units in brackets, words and signs; stops at the first character that is none. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found !== undefined) at += found[0].length;
    return found;
  };
  while (at < text.length) {
    const start = at;
    if (take(SPACE) !== undefined) continue;
    const token = takeNumber(take, start, text) ?? takeUnit(take, start) ?? takeWordOrSign(take, start);
    if (token === undefined) {
      const found = character(text, start);
      throwFault(start, `${found} does not belong in a formula.`, `${found} hoort niet in een formule.`);
    }
    tokens.push(token);
  }
  return [...tokens, { kind: 'end', at, text: '' }];
}

type Take = (pattern: RegExp) => RegExpExecArray | undefined;

function takeNumber(take: Take, at: number, whole: string): Token | undefined {
  const found = take(NUMBER);
  if (found === undefined) return undefined;
  const [text] = found;
  if (text.replace('.', '').length > DECIMAL_DIGITS_MAX) {
    throwFault(
      at,
      `A number has at most ${DECIMAL_DIGITS_MAX} digits.`,
      `Een getal heeft ten hoogste ${DECIMAL_DIGITS_MAX} cijfers.`,
    );
  }
  if (/[A-Za-z_.]/.test(whole.charAt(at + text.length))) {
    throwFault(
      at,
      'Write a number in digits, with its unit in brackets: 5 [mL].',
      'Schrijf een getal in cijfers, met de eenheid tussen haken: 5 [mL].',
    );
  }
  return { kind: 'number', at, text };
}

function takeUnit(take: Take, at: number): Token | undefined {
  const found = take(UNIT);
  if (found === undefined) return undefined;
  const [text, unit = ''] = found;
  if (!isUnitCode(unit)) {
    throwFault(at, 'This unit is not in the table of units.', 'Deze eenheid staat niet in de tabel van eenheden.');
  }
  return { kind: 'unit', at, text, unit };
}

function takeWordOrSign(take: Take, at: number): Token | undefined {
  const word = take(WORD);
  if (word !== undefined) return { kind: 'word', at, text: word[0] };
  const sign = take(SIGN);
  return sign === undefined ? undefined : { kind: 'sign', at, text: sign[0] };
}

/** A character as a person can read it; what has no picture, or half a character, is named by its number. */
function character(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0;
  const printable = code > 0x20 && code < 0x7f;
  return printable ? `"${String.fromCodePoint(code)}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
