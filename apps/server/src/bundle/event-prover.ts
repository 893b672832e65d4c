import { Inject, Injectable } from '@nestjs/common';
import type { BundleProof } from '@autolog/bundle/format';
import { bundleProofOf } from '@autolog/bundle/write/proof';
import type { CanonicalEvent } from '@autolog/bundle/write/related-events';
import { proofPositions } from '@autolog/ledger/multi-proof';
import { LeafStore } from '@autolog/store/leaf';
import { DamagedRecord } from '@autolog/store/log-entry';
import { MerkleTree } from '@autolog/store/merkle-tree';
import { CheckpointSigner } from '../record/checkpoint-signer.js';

/** Longer than any transaction that could delay the log; PostgreSQL ends transactions that idle. */
const PROOF_WAIT_MS_MAX = 60_000;

/** Proves that events are in the signed log. */
@Injectable()
export class EventProver {
  constructor(
    @Inject(CheckpointSigner) private readonly signer: CheckpointSigner,
    @Inject(LeafStore) private readonly leaves: LeafStore,
    @Inject(MerkleTree) private readonly tree: MerkleTree,
  ) {}

  /** The public key of the signed log, and the name it is signed as. */
  get key() {
    const { origin } = this.signer;
    const { publicKey, fingerprint } = this.signer.key;
    return { origin, publicKey, fingerprint };
  }

  /** Waits until every one of these events is in the log and signed, and proves it. Throws when the log is damaged. */
  async prove(events: readonly CanonicalEvent[]): Promise<Readonly<{ proof: BundleProof; note: string }>> {
    const covered = await this.signer.waitForCheckpoint(() => this.leaves.indexesOf(events), PROOF_WAIT_MS_MAX);
    if (!covered) throw new Error(`the events were not in the signed log within ${String(PROOF_WAIT_MS_MAX)} ms`);
    const { indexes, signed } = covered;
    const positions = proofPositions(
      indexes.toSorted((a, b) => a - b),
      signed.size,
    );
    const hashes = await this.tree.nodes(positions);
    const proof = bundleProofOf(events, { size: signed.size, root: signed.root, indexes, hashes });
    // No bundle is handed out that would not verify: the record in the database is damaged.
    if (!proof) throw new DamagedRecord(`${events.at(-1)?.stream ?? ''} in the log`);
    return { proof, note: signed.note };
  }
}
