export const TYPED_LENGTH_MAX = 14;

/** The typed text after one key. Nothing is repaired; only a second minus or decimal sign is left out. */
export function pressKey(text: string, key: string): string {
  if (key === 'erase') return text.slice(0, -1);
  if (key === 'minus') return text.startsWith('-') ? text.slice(1) : `-${text}`;
  if (text.length >= TYPED_LENGTH_MAX) return text;
  if ((key === ',' || key === '.') && /[.,]/.test(text)) return text;
  return text + key;
}
