import type { MemberDigest } from '../format.js';
import { digestOf } from '../sha256.js';
import type { CanonicalEvent } from './related-events.js';

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const jsonBytes = (value: unknown): Uint8Array => textBytes(`${JSON.stringify(value, undefined, 1)}\n`);

export const linesBytes = (lines: readonly string[]): Uint8Array =>
  textBytes(lines.map((line) => `${line}\n`).join(''));

/** Events as the lines of events.jsonl. */
export const eventLines = (events: readonly CanonicalEvent[]): Uint8Array =>
  linesBytes(events.map(({ canonical }) => canonical));

export const memberDigestOf = (name: string, bytes: Uint8Array): MemberDigest => ({
  name,
  bytes: bytes.length,
  sha256: digestOf(bytes),
});
