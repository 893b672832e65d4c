/** Escapes control characters of text from a file: it must not clear the screen, reverse text or begin a line. */
export const escapeControlCharacters = (line: string): string =>
  line.replaceAll(
    /[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu,
    (character) => `\\u{${character.charCodeAt(0).toString(16)}}`,
  );

/** JSON with its control characters escaped, safe to print on a terminal. */
export const escapedJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replaceAll(
    /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
