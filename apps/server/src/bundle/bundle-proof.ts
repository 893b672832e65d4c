import type { BundleKeys, BundleProof } from '@autolog/bundle/format';
import { toBase64, toHex } from '@autolog/ledger/bytes';
import { leafHash } from '@autolog/ledger/leaf';
import { proofPositions, rootFromLeaves } from '@autolog/ledger/multi-proof';
import { keyText } from '@autolog/ledger/note';
import { leafIndexesOf } from '@autolog/store/log-integrity';
import type { Database } from '@autolog/store/database';
import { DamagedRecord } from '@autolog/store/log-entry';
import type { CanonicalEvent } from '@autolog/store/export-events';
import { readNodes } from '@autolog/store/sequence-log';
import { sha256 } from '@autolog/bundle/sha256';
import type { CheckpointSigner } from '../record/checkpoint-signer.js';
import type { BatchEventLines } from './batch-event-lines.js';

/** Longer than any transaction that could hold back the order of the log; PostgreSQL ends those that idle. */
const PROOF_MS_MAX = 60_000;

/** Every key that ever signed here. The first is in the first event; that a key follows another will be an event. */
export function bundleKeysOf({ key, origin }: CheckpointSigner, lines: BatchEventLines): BundleKeys {
  const founded = lines.envelopeOf('SiteFounded');
  if (!founded) throw new Error('this log does not begin with the founding of its site');
  const { publicKey, fingerprint } = key;
  const noteKey = keyText(sha256, { name: origin, publicKey });
  const since = { stream: founded.stream, seq: founded.seq, at: founded.at };
  return { keys: [{ origin, algorithm: 'Ed25519', publicKey: toBase64(publicKey), fingerprint, noteKey, since }] };
}

/** That every one of these events stands in the log, as soon as that is so, and the checkpoint that was signed over it. */
export async function bundleProofOf(
  database: Database,
  signer: CheckpointSigner,
  lines: readonly CanonicalEvent[],
): Promise<Readonly<{ proof: BundleProof; note: string }>> {
  const covered = await signer.waitForCheckpoint(() => leafIndexesOf(database, lines), PROOF_MS_MAX);
  if (!covered) throw new Error(`the log was not put in order and signed within ${String(PROOF_MS_MAX)} ms`);
  const { indexes, signed } = covered;
  const places = proofPositions(
    indexes.toSorted((a, b) => a - b),
    signed.size,
  );
  const hashes = await readNodes(database, places);
  const leaves = indexes.map((index, n) => ({ index, hash: leafHashOf(lines[n]?.canonical ?? '') }));
  const root = rootFromLeaves(
    sha256,
    signed.size,
    leaves.toSorted((a, b) => a.index - b.index),
    hashes,
  );
  // A copy that would not hold is not handed out: whoever asked is told that the record itself is damaged.
  if (!root || toHex(root) !== signed.root) throw new DamagedRecord(`${lines.at(-1)?.stream ?? ''} in the log`);
  const leavesAsHex = leaves.map(({ index, hash }) => ({ index, hash: toHex(hash) }));
  return {
    proof: { size: signed.size, root: signed.root, leaves: leavesAsHex, hashes: hashes.map(toHex) },
    note: signed.note,
  };
}

const leafHashOf = (canonical: string): Uint8Array => leafHash(sha256, new TextEncoder().encode(canonical));
