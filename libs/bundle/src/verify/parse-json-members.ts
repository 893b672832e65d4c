import type { BundleKeys, BundleProof, Manifest } from '../format.js';
import { BUNDLE_FORMAT } from '../format.js';

type Fields = Readonly<Record<string, unknown>>;
type FieldCheck = (value: unknown) => boolean;

const text: FieldCheck = (value) => typeof value === 'string';
const flag: FieldCheck = (value) => typeof value === 'boolean';
const wholeNumber: FieldCheck = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const digest: FieldCheck = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const arrayOf =
  (check: FieldCheck): FieldCheck =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
/** Names that end in `?` may be absent. Fields that are not named here may be there: a later version may have more. */
const shape =
  (fields: Readonly<Record<string, FieldCheck>>): FieldCheck =>
  (value) =>
    isFields(value) &&
    Object.entries(fields).every(([key, check]) => {
      const optional = key.endsWith('?');
      const member = value[optional ? key.slice(0, -1) : key];
      return (optional && member === undefined) || check(member);
    });

const member = shape({ name: text, bytes: wholeNumber, sha256: digest });
const day = shape({ day: text, rows: wholeNumber, bytes: wholeNumber, sha256: digest });
const manifest = shape({
  format: (value) => value === BUNDLE_FORMAT,
  export: text,
  batch: shape({ id: text, number: text, coi: text, orderNumber: text, simulated: flag }),
  recipe: shape({ code: text, version: text, hash: digest }),
  site: shape({ name: text, origin: text, zone: text, profile: text }),
  software: text,
  createdAt: text,
  members: arrayOf(member),
  readings: arrayOf(
    shape({
      name: text,
      device: text,
      deviceCode: text,
      signal: text,
      'unit?': text,
      rows: wholeNumber,
      headerBytes: wholeNumber,
      days: arrayOf(day),
    }),
  ),
});
const proof = shape({
  size: wholeNumber,
  root: digest,
  leaves: arrayOf(shape({ index: wholeNumber, hash: digest })),
  hashes: arrayOf(digest),
});
const keys = shape({
  keys: arrayOf(
    shape({
      origin: text,
      algorithm: (value) => value === 'Ed25519',
      publicKey: text,
      fingerprint: digest,
      noteKey: text,
      since: shape({ stream: text, seq: wholeNumber, at: text }),
    }),
  ),
});

function parseAs<Shape>(check: FieldCheck, content: Buffer): Shape | undefined {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'));
    return check(value) ? (value as Shape) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for what is no manifest of this format. */
export const parseManifest = (content: Buffer): Manifest | undefined => parseAs<Manifest>(manifest, content);
export const parseProof = (content: Buffer): BundleProof | undefined => parseAs<BundleProof>(proof, content);
export const parseKeys = (content: Buffer): BundleKeys | undefined => parseAs<BundleKeys>(keys, content);
