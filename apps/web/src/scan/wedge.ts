/** A scanner set up as a keyboard: F13, the code, F13 or Enter. A function key cannot be typed into a password. */
export const PREFIX = 'F13';
export const SUFFIXES = ['F13', 'F14', 'Enter', 'NumpadEnter'] as const;
/** A scanner types a sign every few milliseconds; a prefix that nothing follows is not a scan. */
export const PAUSE_MS_MAX = 300;
export const CODE_LENGTH_MAX = 200;

export type Key = Readonly<{ code: string; shift: boolean; at: number }>;
type Reading = Readonly<{ text: string; at: number }>;
/** What a key did: `taken` keys never reach the page; a whole code comes out with the suffix. */
export type Taken = Readonly<{ taken: boolean; reading: Reading | undefined; scanned?: string }>;

const PLAIN: Readonly<Record<string, string>> = {
  Minus: '-_',
  Slash: '/?',
  Period: '.>',
  Comma: ',<',
  Space: '  ',
  Equal: '=+',
  Semicolon: ';:',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Quote: `'"`,
  Backquote: '`~',
};
const SHIFTED_DIGITS: Readonly<Record<string, string>> = {
  '0': ')',
  '1': '!',
  '2': '@',
  '3': '#',
  '4': '$',
  '5': '%',
  '6': '^',
  '7': '&',
  '8': '*',
  '9': '(',
};

/** The sign a key has on the US layout a scanner is set to, whatever layout the panel has (T16). */
export function signOf({ code, shift }: Pick<Key, 'code' | 'shift'>): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith('Digit') ? SHIFTED_DIGITS[digit] : digit;
  const pair = PLAIN[code];
  return pair?.charAt(shift ? 1 : 0);
}

/** Feeds one key to the reading under way. Pure: the window listener in Scanner.ts only carries keys here. */
export function take(reading: Reading | undefined, key: Key): Taken {
  const current = reading !== undefined && key.at - reading.at <= PAUSE_MS_MAX ? reading : undefined;
  if (current === undefined)
    return key.code === PREFIX
      ? { taken: true, reading: { text: '', at: key.at } }
      : { taken: false, reading: undefined };
  if ((SUFFIXES as readonly string[]).includes(key.code)) {
    // Prefix after prefix: the first was an accident, this one begins.
    if (current.text === '') return { taken: true, reading: { text: '', at: key.at } };
    return { taken: true, reading: undefined, scanned: current.text };
  }
  const sign = signOf(key);
  const text = sign === undefined ? current.text : current.text + sign;
  return { taken: true, reading: text.length > CODE_LENGTH_MAX ? undefined : { text, at: key.at } };
}
