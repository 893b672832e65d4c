import type { BundleProof } from '@autolog/bundle/format';
import { bundleProofOf } from '@autolog/bundle/write/proof';
import type { CanonicalEvent } from '@autolog/bundle/write/related-events';
import { proofPositions } from '@autolog/ledger/multi-proof';
import type { Database } from '@autolog/store/database';
import { DamagedRecord } from '@autolog/store/log-entry';
import { leafIndexesOf } from '@autolog/store/log-integrity';
import { readNodes } from '@autolog/store/sequence-log';
import type { CheckpointSigner } from '../record/checkpoint-signer.js';

/** Longer than any transaction that could delay the log; PostgreSQL ends transactions that idle. */
const PROOF_WAIT_MS_MAX = 60_000;

/** Waits until every one of these events is in the log and signed, and proves it. Throws when the log is damaged. */
export async function proveEvents(
  database: Database,
  signer: CheckpointSigner,
  events: readonly CanonicalEvent[],
): Promise<Readonly<{ proof: BundleProof; note: string }>> {
  const covered = await signer.waitForCheckpoint(() => leafIndexesOf(database, events), PROOF_WAIT_MS_MAX);
  if (!covered) throw new Error(`the events were not in the signed log within ${String(PROOF_WAIT_MS_MAX)} ms`);
  const { indexes, signed } = covered;
  const positions = proofPositions(
    indexes.toSorted((a, b) => a - b),
    signed.size,
  );
  const hashes = await readNodes(database, positions);
  const proof = bundleProofOf(events, { size: signed.size, root: signed.root, indexes, hashes });
  // No bundle is handed out that would not verify: the record in the database is damaged.
  if (!proof) throw new DamagedRecord(`${events.at(-1)?.stream ?? ''} in the log`);
  return { proof, note: signed.note };
}
