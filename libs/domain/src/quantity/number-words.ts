import type { Language } from '../text.js';

const ENGLISH_TEENS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const ENGLISH_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ENGLISH_GROUPS = ['', 'thousand', 'million', 'billion'];

const DUTCH_TEENS =
  'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien'.split(
    ' ',
  );
const DUTCH_TENS = '- - twintig dertig veertig vijftig zestig zeventig tachtig negentig'.split(' ');

const at = (words: readonly string[], index: number): string => words[index] ?? '';

function englishBelowThousand(number: number): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  const tens = at(ENGLISH_TENS, Math.floor(rest / 10));
  const below =
    rest < 20 ? at(ENGLISH_TEENS, rest) : rest % 10 === 0 ? tens : `${tens}-${at(ENGLISH_TEENS, rest % 10)}`;
  if (hundreds === 0) return below;
  return `${at(ENGLISH_TEENS, hundreds)} hundred${rest === 0 ? '' : ` and ${below}`}`;
}

function english(groups: readonly number[]): string {
  const parts = groups.flatMap((group, index) => {
    if (group === 0) return [];
    const power = groups.length - 1 - index;
    const words = englishBelowThousand(group);
    if (power > 0) return [`${words} ${at(ENGLISH_GROUPS, power)}`];
    return [group < 100 && groups.length > 1 ? `and ${words}` : words];
  });
  return parts.length === 0 ? at(ENGLISH_TEENS, 0) : parts.join(' ');
}

function dutchBelowThousand(number: number): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  const hundred = hundreds === 0 ? '' : `${hundreds === 1 ? '' : at(DUTCH_TEENS, hundreds)}honderd`;
  if (rest === 0) return hundred;
  if (rest < 20) return hundred + at(DUTCH_TEENS, rest);
  const unit = at(DUTCH_TEENS, rest % 10);
  // A second e would be read as one sound with the first: tweeëntwintig, but vierentwintig.
  const joined = rest % 10 === 0 ? '' : unit + (unit.endsWith('e') ? 'ën' : 'en');
  return hundred + joined + at(DUTCH_TENS, Math.floor(rest / 10));
}

function dutch(groups: readonly number[]): string {
  const standing = (group: number): string => (group === 1 ? 'één' : dutchBelowThousand(group));
  const [ones = 0, thousands = 0, millions = 0, milliards = 0] = groups.toReversed();
  const parts = [
    milliards === 0 ? '' : `${standing(milliards)} miljard`,
    millions === 0 ? '' : `${standing(millions)} miljoen`,
    thousands === 0 ? '' : `${thousands === 1 ? '' : dutchBelowThousand(thousands)}duizend`,
    ones === 0 ? '' : standing(ones),
  ].filter((part) => part !== '');
  return parts.length === 0 ? at(DUTCH_TEENS, 0) : parts.join(' ');
}

/** A whole number below a thousand milliard (a billion in English: 10⁹) in words; digits only, no sign. */
export function wholeInWords(digits: string, language: Language): string {
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return (language === 'en' ? english : dutch)(groups.map(Number));
}

/** Digits one by one, as they are read aloud after the decimal sign. */
export const digitsInWords = (digits: string, language: Language): string =>
  [...digits].map((digit) => wholeInWords(digit, language)).join(' ');
