import { createPublicKey, verify } from 'node:crypto';
import type { BundleKeys, BundleProof } from '../format.js';
import { fromBase64, toHex } from '@autolog/ledger/bytes';
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from '@autolog/ledger/checkpoint';
import { rootFromLeaves } from '@autolog/ledger/multi-proof';
import { keyFingerprint, keyText, PUBLIC_KEY_BYTES } from '@autolog/ledger/note';
import { sha256 } from '../sha256.js';
import type { EventLine } from './parse-events.js';
import type { FaultCollector } from './report.js';

/** The bytes before the 32 bytes of an Ed25519 public key in SPKI form (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function isValidSignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  return verify(null, bytes, key, signature);
}

/** True when exactly these events and the hashes of the proof give the root of the checkpoint. */
export function eventsMatchRoot(
  lines: readonly EventLine[],
  proof: BundleProof,
  checkpoint: Checkpoint,
  faults: FaultCollector,
): boolean {
  const root = toHex(checkpoint.root);
  if (proof.size !== checkpoint.size || proof.root !== root) {
    faults.add('proof', 'proof.json', 'proves another checkpoint than the one in this bundle');
    return false;
  }
  const leaves = lines.map(({ leaf }, n) => ({ index: proof.leaves[n]?.index ?? -1, hash: leaf }));
  leaves.sort((a, b) => a.index - b.index);
  const hashes = proof.hashes.map((hash) => Uint8Array.from(Buffer.from(hash, 'hex')));
  const found = rootFromLeaves(sha256, checkpoint.size, leaves, hashes);
  if (found && toHex(found) === root) return true;
  faults.add(
    'proof',
    'proof.json',
    'does not lead from these events to the signed root: at least one of them is not the event in the log',
  );
  return false;
}

export type VerifiedCheckpoint = Readonly<{ checkpoint: Checkpoint; fingerprint: string; publicKey: Uint8Array }>;

/** The checkpoint and the key that signed it. Nothing in a bundle can prove that the key is the site's own. */
export async function verifySignedCheckpoint(
  note: string,
  keys: BundleKeys,
  faults: FaultCollector,
): Promise<VerifiedCheckpoint | undefined> {
  const claimed = parseCheckpoint(note);
  if (!claimed) {
    faults.add('checkpoint', 'checkpoint.txt', 'is not a signed checkpoint');
    return undefined;
  }
  for (const { origin, publicKey: encoded, fingerprint, noteKey } of keys.keys) {
    const publicKey = fromBase64(encoded);
    const isOwn = publicKey?.length === PUBLIC_KEY_BYTES && keyFingerprint(sha256, publicKey) === fingerprint;
    if (!isOwn || keyText(sha256, { name: origin, publicKey }) !== noteKey) {
      faults.add('key', 'keys.json', 'has a key that does not belong to its fingerprint and note key');
      return undefined;
    }
    const checkpoint = await verifyCheckpoint(sha256, note, { name: origin, publicKey }, isValidSignature);
    if (checkpoint?.origin === origin) return { checkpoint, fingerprint, publicKey };
  }
  faults.add('checkpoint', 'checkpoint.txt', 'was not signed by any key of this bundle');
  return undefined;
}
