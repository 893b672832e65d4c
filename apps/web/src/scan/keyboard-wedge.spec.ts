import { expect, test } from '@jest/globals';
import { characterOf, feedKey, type KeyPress, type KeyResult } from './keyboard-wedge.js';

const codesOf = (text: string): readonly Omit<KeyPress, 'at'>[] =>
  [...text].map((sign) => {
    if (/[A-Z]/.test(sign)) return { code: `Key${sign}`, shift: true };
    if (/[a-z]/.test(sign)) return { code: `Key${sign.toUpperCase()}`, shift: false };
    if (/\d/.test(sign)) return { code: `Digit${sign}`, shift: false };
    return { code: sign === '/' ? 'Slash' : 'Minus', shift: false };
  });

const type = (keys: readonly Omit<KeyPress, 'at'>[], everyMs = 5): readonly KeyResult[] => {
  const results: KeyResult[] = [];
  keys.forEach((key, index) => results.push(feedKey(results.at(-1)?.pendingScan, { ...key, at: index * everyMs })));
  return results;
};
const F13 = { code: 'F13', shift: false };
const ENTER = { code: 'Enter', shift: false };

test.each(['COI/MX-7K4P-22', 'LOT/TEXMACS/5230401122', 'EQP/PRODIGY-B'])(
  '[T16] %s is read between prefix and suffix',
  (label) => {
    for (const suffix of [F13, ENTER]) expect(type([F13, ...codesOf(label), suffix]).at(-1)?.scannedCode).toBe(label);
  },
);

test('[T18] neither the suffix nor a character of a scan reaches the page', () => {
  expect(type([F13, ...codesOf('COI/A-1'), ENTER]).every((each) => each.consumed)).toBe(true);
});

test('keys typed by hand reach the page', () => {
  expect(type([...codesOf('abc'), ENTER]).some((each) => each.consumed)).toBe(false);
});

test('a prefix without a code in time does not capture later keys', () => {
  expect(type([F13, ...codesOf('A')], 1_000).at(-1)).toEqual({ consumed: false, pendingScan: undefined });
});

test('a doubled prefix begins once', () => {
  expect(type([F13, F13, ...codesOf('COI/A-1'), ENTER]).at(-1)?.scannedCode).toBe('COI/A-1');
});

test('a code longer than any label is dropped whole', () => {
  expect(type([F13, ...codesOf('A'.repeat(201)), ENTER]).at(-1)?.scannedCode).toBeUndefined();
});

test('a character is read from the key code, not the keyboard layout', () => {
  expect(characterOf({ code: 'KeyQ', shift: true })).toBe('Q');
  expect(characterOf({ code: 'Digit2', shift: true })).toBe('@');
  expect(characterOf({ code: 'BracketRight', shift: false })).toBe(']');
  expect(characterOf({ code: 'F5', shift: false })).toBeUndefined();
});
