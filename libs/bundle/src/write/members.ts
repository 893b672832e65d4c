import type { MemberDigest } from '../format.js';
import { digestOf } from '../sha256.js';
import type { CanonicalEvent } from './related-events.js';

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const jsonBytes = (value: unknown): Uint8Array => textBytes(`${JSON.stringify(value, undefined, 1)}\n`);

/** Events as the lines of events.jsonl. */
export const eventLines = (events: readonly CanonicalEvent[]): Uint8Array =>
  textBytes(events.map(({ canonical }) => `${canonical}\n`).join(''));

export const memberDigestOf = (name: string, bytes: Uint8Array): MemberDigest => ({
  name,
  bytes: bytes.length,
  sha256: digestOf(bytes),
});
