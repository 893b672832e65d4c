import { toBase64, toHex } from '@autolog/ledger/bytes';
import { leafHash } from '@autolog/ledger/leaf';
import { rootFromLeaves } from '@autolog/ledger/multi-proof';
import { keyText } from '@autolog/ledger/note';
import type { BundleKeys, BundleProof } from '../format.js';
import { sha256 } from '../sha256.js';
import type { CanonicalEvent } from './related-events.js';

type InstallationKey = Readonly<{ origin: string; publicKey: Uint8Array; fingerprint: string }>;
type KeySince = BundleKeys['keys'][number]['since'];

/** The content of keys.json for an installation that has always signed with one key, since its founding. */
export function bundleKeysOf(
  { origin, publicKey, fingerprint }: InstallationKey,
  { stream, seq, at }: KeySince,
): BundleKeys {
  const noteKey = keyText(sha256, { name: origin, publicKey });
  const since = { stream, seq, at };
  return { keys: [{ origin, algorithm: 'Ed25519', publicKey: toBase64(publicKey), fingerprint, noteKey, since }] };
}

/** The signed size and root of the log, with the index of each event in it and the hashes of the proof. */
type LogPositions = Readonly<{
  size: number;
  root: string;
  indexes: readonly number[];
  hashes: readonly Uint8Array[];
}>;

/** The content of proof.json; undefined when the events do not lead to the root that was signed. */
export function bundleProofOf(
  events: readonly CanonicalEvent[],
  { size, root, indexes, hashes }: LogPositions,
): BundleProof | undefined {
  if (indexes.length !== events.length) return undefined;
  const leaves = events.map(({ canonical }, n) => ({ index: indexes[n] ?? -1, hash: leafHashOf(canonical) }));
  const found = rootFromLeaves(
    sha256,
    size,
    leaves.toSorted((a, b) => a.index - b.index),
    hashes,
  );
  if (!found || toHex(found) !== root) return undefined;
  return {
    size,
    root,
    leaves: leaves.map(({ index, hash }) => ({ index, hash: toHex(hash) })),
    hashes: hashes.map(toHex),
  };
}

const leafHashOf = (canonical: string): Uint8Array => leafHash(sha256, new TextEncoder().encode(canonical));
