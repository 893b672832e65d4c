export const TYPED_LENGTH_MAX = 14;

/** One key of the pad on what was typed so far; nothing is repaired, only impossible second signs are left out. */
export function pressKey(text: string, key: string): string {
  if (key === 'erase') return text.slice(0, -1);
  if (key === 'minus') return text.startsWith('-') ? text.slice(1) : `-${text}`;
  if (text.length >= TYPED_LENGTH_MAX) return text;
  if ((key === ',' || key === '.') && /[.,]/.test(text)) return text;
  return text + key;
}
