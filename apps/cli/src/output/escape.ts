/** Whoever wrote the file chose its names: none of them clears the screen, turns text round or begins a line. */
export const escapeControlCharacters = (line: string): string =>
  line.replaceAll(/[\p{Cc}\u2028\u2029\p{Bidi_Control}]/gu, (sign) => `\\u{${sign.charCodeAt(0).toString(16)}}`);

/** JSON that moves no cursor either when it is printed on a terminal. */
export const escapedJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replaceAll(
    /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
