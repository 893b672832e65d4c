import { fromBase64, concatBytes, sameBytes, toBase64, toHex, type Hash } from './bytes.js';

/** Signed notes (C2SP signed-note): a text, a blank line, and one line per signature. */
export type NoteKey = Readonly<{
  /** Who signs; no spaces, no plus. */
  name: string;
  /** Ed25519, 32 bytes. */
  publicKey: Uint8Array;
}>;
type NoteSignature = Readonly<{ name: string; keyId: Uint8Array; signature: Uint8Array }>;
export type SignedNote = Readonly<{ text: string; signatures: readonly NoteSignature[] }>;
/** Ed25519 over the bytes with a key the caller holds. */
export type SignBytes = (bytes: Uint8Array) => Uint8Array;
/** Ed25519; Node.js answers at once, the browser with a promise. */
export type VerifySignature = (
  publicKey: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** Of an Ed25519 key as it is, and the last bytes of its SPKI form. */
export const PUBLIC_KEY_BYTES = 32;
const NOTE_LENGTH_MAX = 100_000;
const NOTE_SIGNATURES_MAX = 16;
const SIGNATURE_BYTES = 64;
const KEY_ID_BYTES = 4;
const ED25519 = Uint8Array.of(0x01);
const SIGNATURE_LINE = /^— (\S+) (\S+)$/u;
const KEY_TEXT = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const isKeyName = (name: string): boolean => /^[^\s+]+$/u.test(name) && name.isWellFormed();

/** The first four bytes of SHA-256 over name, newline, algorithm and key: a hint which key to try, no proof. */
const keyId = (hash: Hash, { name, publicKey }: NoteKey): Uint8Array =>
  hash(concatBytes(utf8(`${name}\n`), ED25519, publicKey)).slice(0, KEY_ID_BYTES);

/** A public key as one line of text: name+id+base64 (C2SP vkey). */
export function keyText(hash: Hash, key: NoteKey): string {
  requireKey(key);
  return `${key.name}+${toHex(keyId(hash, key))}+${toBase64(concatBytes(ED25519, key.publicKey))}`;
}

/** Parses such a line; undefined when it is none, or its id does not belong to its key. */
export function parseKeyText(hash: Hash, text: string): NoteKey | undefined {
  const [, name, id, encoded] = KEY_TEXT.exec(text) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return undefined;
  const bytes = fromBase64(encoded);
  if (bytes?.length !== 1 + PUBLIC_KEY_BYTES || bytes[0] !== ED25519[0]) return undefined;
  const key = { name, publicKey: bytes.slice(1) };
  return toHex(keyId(hash, key)) === id ? key : undefined;
}

/** What a person compares aloud or on paper: SHA-256 of the public key, 64 hex digits. */
export const keyFingerprint = (hash: Hash, publicKey: Uint8Array): string => toHex(hash(publicKey));

/** Signs a text that ends in a newline; the result is the whole note. */
export function signNote(hash: Hash, text: string, key: NoteKey, sign: SignBytes): string {
  requireKey(key);
  if (!isNoteText(text)) throw new Error('this text cannot be a note: it needs whole lines without control characters');
  const signature = sign(utf8(text));
  return `${text}\n— ${key.name} ${toBase64(concatBytes(keyId(hash, key), signature))}\n`;
}

/** Parses a note without verifying its signatures; undefined when it is none. */
export function parseNote(note: string): SignedNote | undefined {
  if (note.length > NOTE_LENGTH_MAX || !note.endsWith('\n')) return undefined;
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2, -1).split('\n');
  if (end < 0 || !isNoteText(text) || lines.length > NOTE_SIGNATURES_MAX) return undefined;
  const signatures = lines.map(parseSignatureLine);
  return signatures.every((signature) => signature !== undefined) ? { text, signatures } : undefined;
}

/** True when this key signed this note, and no signature that claims to be of this key is false. */
export async function verifyNote(
  hash: Hash,
  note: SignedNote,
  key: NoteKey,
  verify: VerifySignature,
): Promise<boolean> {
  const id = keyId(hash, key);
  const claimedSignatures = note.signatures.filter(
    ({ name, keyId: other }) => name === key.name && sameBytes(other, id),
  );
  for (const { signature } of claimedSignatures) {
    const hasFullLength = signature.length === SIGNATURE_BYTES;
    if (!hasFullLength || !(await verify(key.publicKey, utf8(note.text), signature))) return false;
  }
  return claimedSignatures.length > 0;
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name)) return undefined;
  const bytes = fromBase64(encoded);
  if (bytes === undefined || bytes.length <= KEY_ID_BYTES) return undefined;
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f]/u;
const isNoteText = (text: string): boolean =>
  text.length > 1 && text.endsWith('\n') && !CONTROL.test(text) && text.isWellFormed();

function requireKey({ name, publicKey }: NoteKey): void {
  if (!isKeyName(name)) throw new Error(`"${name}" cannot be the name of a key`);
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new Error('an Ed25519 public key has 32 bytes');
}
