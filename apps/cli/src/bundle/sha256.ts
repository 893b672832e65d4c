import { createHash } from 'node:crypto';
import type { Hash } from '@autolog/ledger/bytes';

export const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
