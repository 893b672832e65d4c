import { BUNDLE_FORMAT } from './format.js';
import { booleanValue, digest, oneOf, openObjectSchema, type JsonSchema } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
/** Exact in a JavaScript number. */
const wholeNumber: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const memberDigest = openObjectSchema({ name: text, bytes: wholeNumber, sha256: digest });
const readingsDay = openObjectSchema({ day: text, rows: wholeNumber, bytes: wholeNumber, sha256: digest });

/** `Manifest` in format.ts. */
export const MANIFEST_SCHEMA = openObjectSchema({
  format: oneOf([BUNDLE_FORMAT]),
  export: text,
  batch: openObjectSchema({ id: text, number: text, coi: text, orderNumber: text, simulated: booleanValue }),
  recipe: openObjectSchema({ code: text, version: text, hash: digest }),
  site: openObjectSchema({ name: text, origin: text, zone: text, profile: text }),
  software: text,
  createdAt: text,
  members: arrayOf(memberDigest),
  readings: arrayOf(
    openObjectSchema({
      name: text,
      device: text,
      deviceCode: text,
      signal: text,
      'unit?': text,
      rows: wholeNumber,
      headerBytes: wholeNumber,
      days: arrayOf(readingsDay),
    }),
  ),
});

/** `BundleProof` in format.ts. */
export const PROOF_SCHEMA = openObjectSchema({
  size: wholeNumber,
  root: digest,
  leaves: arrayOf(openObjectSchema({ index: wholeNumber, hash: digest })),
  hashes: arrayOf(digest),
});

/** `BundleKeys` in format.ts. */
export const KEYS_SCHEMA = openObjectSchema({
  keys: arrayOf(
    openObjectSchema({
      origin: text,
      algorithm: oneOf(['Ed25519']),
      publicKey: text,
      fingerprint: digest,
      noteKey: text,
      since: openObjectSchema({ stream: text, seq: wholeNumber, at: text }),
    }),
  ),
});
