import { createHash } from 'node:crypto';
import type { Digest } from '@autolog/domain/brand';

/** The hash function that the ledger's functions take as an argument. */
export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** A digest as events and files write it: in hex. */
export const digestOf = (bytes: Uint8Array | string): Digest =>
  createHash('sha256').update(bytes).digest('hex') as Digest;
