import { createHash } from 'node:crypto';
import type { Digest } from '@autolog/domain/brand';

/** For the ledger, which takes its hash from outside. */
export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** In hex, as the record and everything beside it write a digest. */
export const digestOf = (bytes: Uint8Array | string): Digest =>
  createHash('sha256').update(bytes).digest('hex') as Digest;
