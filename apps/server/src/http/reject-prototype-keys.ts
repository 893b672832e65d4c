const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** For JSON.parse: a body that reaches for a prototype is no JSON of ours, wherever in it the key stands (S27). */
export function rejectPrototypeKeys(key: string, value: unknown): unknown {
  if (PROTOTYPE_KEYS.has(key)) throw new SyntaxError(`the key ${key} is not allowed`);
  return value;
}
