import canonicalize from 'canonicalize';

const CANONICAL_DEPTH_MAX = 64;

/**
 * The one text of a JSON value (RFC 8785). Throws on everything that JSON would drop or change:
 * undefined, functions, dates, NaN, lone surrogates, U+0000, and nesting deeper than the limit, as of an object that contains itself.
 */
export function canonicalText(value: unknown): string {
  requireJson(value, '$', 0);
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this value has no canonical form');
  return text;
}

/** The UTF-8 bytes of the canonical text: what is hashed and what is signed. */
export const canonicalBytes = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalText(value));

function requireJson(value: unknown, path: string, depth: number): void {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'string') return requireText(value, path);
  if (typeof value === 'number') return requireThat(Number.isFinite(value), path, 'a number JSON cannot write');
  requireThat(typeof value === 'object', path, `of type ${typeof value}`);
  requireThat(depth < CANONICAL_DEPTH_MAX, path, 'nested too deep');
  if (Array.isArray(value)) {
    // By index: a hole in an array is skipped by forEach and would be written as null.
    for (let index = 0; index < value.length; index += 1) requireJson(value[index], `${path}[${index}]`, depth + 1);
    return;
  }
  // Dates, maps and bytes have a JSON form of their own or none; the caller converts them first.
  const plain = Object.prototype.toString.call(value) === '[object Object]' && !('toJSON' in (value as object));
  requireThat(plain, path, 'neither a plain object nor an array');
  for (const [key, member] of Object.entries(value as object)) {
    requireText(key, path);
    requireJson(member, `${path}.${key}`, depth + 1);
  }
}

function requireText(text: string, path: string): void {
  requireThat(text.isWellFormed(), path, 'text with half a character (lone surrogate)');
  requireThat(!text.includes('\u0000'), path, 'text with U+0000, which PostgreSQL cannot keep');
}

function requireThat(holds: boolean, path: string, fault: string): void {
  if (!holds) throw new Error(`not canonical JSON: ${path} is ${fault}`);
}
