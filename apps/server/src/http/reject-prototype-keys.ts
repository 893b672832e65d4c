const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** For JSON.parse: rejects a body with a key such as `__proto__` at any depth (S27). */
export function rejectPrototypeKeys(key: string, value: unknown): unknown {
  if (PROTOTYPE_KEYS.has(key)) throw new SyntaxError(`the key ${key} is not allowed`);
  return value;
}
