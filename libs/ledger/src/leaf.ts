import { concatBytes, type Hash } from './bytes.js';

export const HASH_BYTES = 32;

// Different first bytes keep a leaf from ever being read as a node (RFC 6962 §2.1).
const LEAF_PREFIX = Uint8Array.of(0x00);
const NODE_PREFIX = Uint8Array.of(0x01);

/** Hash of one entry of the log: SHA-256 over 0x00 and its canonical bytes. */
export const leafHash = (hash: Hash, canonical: Uint8Array): Uint8Array => hash(concatBytes(LEAF_PREFIX, canonical));

/** Hash of two subtrees: SHA-256 over 0x01, left and right. */
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash(concatBytes(NODE_PREFIX, left, right));
