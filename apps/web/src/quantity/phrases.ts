import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  keypad: 'Digits',
  erase: 'Erase the last digit',
  minus: 'Minus',
  decimal: 'Decimal sign',
  which: 'Which do you mean?',
} as const;
const nl = {
  keypad: 'Cijfers',
  erase: 'Wis het laatste cijfer',
  minus: 'Min',
  decimal: 'Decimaalteken',
  which: 'Welke bedoelt u?',
} satisfies Phrases<typeof en>;

export const quantityPhrases = definePhrases('quantity', en, nl);
