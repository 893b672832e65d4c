import { SCAN_LENGTH_MAX } from '@autolog/domain/label/scan-code';

/** A scanner set up as a keyboard: F13, the code, F13 or Enter. A function key cannot be typed into a password. */
const PREFIX = 'F13';
const SUFFIXES = ['F13', 'F14', 'Enter', 'NumpadEnter'] as const;
/** A scanner types a character every few milliseconds; a prefix that nothing follows is not a scan. */
const PAUSE_MS_MAX = 300;

export type KeyPress = Readonly<{ code: string; shift: boolean; at: number }>;
type PendingScan = Readonly<{ text: string; at: number }>;
/** What a key did: a consumed key never reaches the page; the suffix completes the scanned code. */
export type KeyResult = Readonly<{ consumed: boolean; pendingScan: PendingScan | undefined; scannedCode?: string }>;

const CHARACTERS: Readonly<Record<string, string>> = {
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

/** The character of a key on the US layout, which scanners are set to, whatever the layout of the computer (T16). */
export function characterOf({ code, shift }: Pick<KeyPress, 'code' | 'shift'>): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shift ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined) return shift && code.startsWith('Digit') ? SHIFTED_DIGITS[digit] : digit;
  const pair = CHARACTERS[code];
  return pair?.charAt(shift ? 1 : 0);
}

/** Adds one key to the pending scan. Pure: the listener in use-scan.ts hands in the keys. */
export function feedKey(pendingScan: PendingScan | undefined, key: KeyPress): KeyResult {
  const current = pendingScan !== undefined && key.at - pendingScan.at <= PAUSE_MS_MAX ? pendingScan : undefined;
  if (current === undefined)
    return key.code === PREFIX
      ? { consumed: true, pendingScan: { text: '', at: key.at } }
      : { consumed: false, pendingScan: undefined };
  if ((SUFFIXES as readonly string[]).includes(key.code)) {
    // A second prefix in a row starts the scan again.
    if (current.text === '') return { consumed: true, pendingScan: { text: '', at: key.at } };
    return { consumed: true, pendingScan: undefined, scannedCode: current.text };
  }
  const character = characterOf(key);
  const text = character === undefined ? current.text : current.text + character;
  return { consumed: true, pendingScan: text.length > SCAN_LENGTH_MAX ? undefined : { text, at: key.at } };
}
