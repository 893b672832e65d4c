import type { BundleKeys, BundleProof, Manifest } from '@autolog/contract/bundle';
import { BUNDLE_FORMAT } from '@autolog/contract/bundle';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const whole: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const digest: Check = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const many =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isFields = (value: unknown): value is Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
/** Names that end in `?` may be absent. Fields that are not named here may be there: a later version may have more. */
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isFields(value) &&
    Object.entries(fields).every(([key, check]) => {
      const optional = key.endsWith('?');
      const member = value[optional ? key.slice(0, -1) : key];
      return (optional && member === undefined) || check(member);
    });

const member = shape({ name: text, bytes: whole, sha256: digest });
const day = shape({ day: text, rows: whole, bytes: whole, sha256: digest });
const manifest = shape({
  format: (value) => value === BUNDLE_FORMAT,
  export: text,
  batch: shape({ id: text, number: text, coi: text, orderNumber: text, simulated: flag }),
  recipe: shape({ code: text, version: text, hash: digest }),
  site: shape({ name: text, origin: text, zone: text, profile: text }),
  software: text,
  createdAt: text,
  members: many(member),
  readings: many(
    shape({
      name: text,
      device: text,
      deviceCode: text,
      signal: text,
      'unit?': text,
      rows: whole,
      headerBytes: whole,
      days: many(day),
    }),
  ),
});
const proof = shape({
  size: whole,
  root: digest,
  leaves: many(shape({ index: whole, hash: digest })),
  hashes: many(digest),
});
const keys = shape({
  keys: many(
    shape({
      origin: text,
      algorithm: (value) => value === 'Ed25519',
      publicKey: text,
      fingerprint: digest,
      noteKey: text,
      since: shape({ stream: text, seq: whole, at: text }),
    }),
  ),
});

function readAs<Shape>(check: Check, content: Buffer): Shape | undefined {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'));
    return check(value) ? (value as Shape) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for what is no manifest of this format. */
export const readManifest = (content: Buffer): Manifest | undefined => readAs<Manifest>(manifest, content);
export const readProof = (content: Buffer): BundleProof | undefined => readAs<BundleProof>(proof, content);
export const readKeys = (content: Buffer): BundleKeys | undefined => readAs<BundleKeys>(keys, content);
