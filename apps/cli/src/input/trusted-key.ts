import { createPublicKey } from 'node:crypto';
import { keyFingerprint, parseKeyText, PUBLIC_KEY_BYTES } from '@autolog/ledger/note';
import { sha256 } from '@autolog/bundle/sha256';
import { CommandError, EXIT } from '../errors/command-error.js';
import { readText } from './read-text.js';

const KEY_FILE_BYTES_MAX = 100_000;
const FINGERPRINT = /^[0-9a-f]{64}$/;

/** Accepts groups and capitals, as people write a fingerprint down. */
const parseFingerprint = (text: string): string | undefined => {
  const plain = text.replaceAll(/[\s:-]/g, '').toLowerCase();
  return FINGERPRINT.test(plain) ? plain : undefined;
};

/** The trusted fingerprints: `given` itself, or those of a file with fingerprints, note keys (C2SP) or a public key (PEM). */
export function trustedFingerprints(given: string): readonly string[] {
  const itself = parseFingerprint(given);
  if (itself) return [itself];
  const text = readText(given, KEY_FILE_BYTES_MAX, '--key is a fingerprint of 64 hex digits or a file, and ');
  if (text.includes('-----BEGIN')) return [pemFingerprint(given, text)];
  const found = text.split('\n').flatMap((line) => {
    const noteKey = parseKeyText(sha256, line.trim());
    return noteKey ? [keyFingerprint(sha256, noteKey.publicKey)] : (parseFingerprint(line) ?? []);
  });
  if (found.length === 0) {
    throw new CommandError(EXIT.usage, `${given} holds no fingerprint (64 hex digits), note key or public key.`);
  }
  return found;
}

function pemFingerprint(file: string, pem: string): string {
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('it is not an Ed25519 key');
    const raw = key.export({ type: 'spki', format: 'der' }).subarray(-PUBLIC_KEY_BYTES);
    return keyFingerprint(sha256, new Uint8Array(raw));
  } catch (error) {
    throw new CommandError(EXIT.usage, `The key in ${file} cannot be used: ${(error as Error).message}`, error);
  }
}
