import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLIC_KEY_BYTES } from '@autolog/ledger/note';
import { digestOf } from '@autolog/bundle/sha256';

export type SigningKey = Readonly<{
  publicKey: Uint8Array;
  /** SHA-256 of the raw public key, hex: what a person compares. */
  fingerprint: string;
  sign: (bytes: Uint8Array) => Uint8Array;
}>;

const rawPublicKey = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-PUBLIC_KEY_BYTES));

/** Opens the installation's signing key, or makes it on first start: `<data>/keys/checkpoint.pem`, mode 0600. */
export function openSigningKey(dataDir: string): SigningKey {
  const dir = join(dataDir, 'keys');
  const file = join(dir, 'checkpoint.pem');
  if (!existsSync(file)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  }
  const key = createPrivateKey(readFileSync(file));
  const publicKey = rawPublicKey(key);
  return { publicKey, fingerprint: digestOf(publicKey), sign: (bytes) => new Uint8Array(sign(null, bytes, key)) };
}
