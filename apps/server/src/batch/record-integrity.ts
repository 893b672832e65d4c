import { Inject, Injectable } from '@nestjs/common';
import type { BatchId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { streamOf } from '@autolog/domain/stream/stream';
import { LeafStore } from '@autolog/store/leaf';
import { LogIntegrity } from '@autolog/store/log-integrity';
import { RefusalError } from '../http/refusal-error.js';
import { BatchStates } from './batch-states.js';
import { CheckpointSigner } from '../record/checkpoint-signer.js';

/** An event is sequenced within 200 ms; a checkpoint over it is signed when one is needed. */
const PROOF_MS_MAX = 5_000;

/** Whether the record of a batch is whole, checked at the moment it is certified (INV-11). */
@Injectable()
export class RecordIntegrity {
  constructor(
    @Inject(BatchStates) private readonly states: BatchStates,
    @Inject(LeafStore) private readonly leaves: LeafStore,
    @Inject(LogIntegrity) private readonly integrity: LogIntegrity,
    @Inject(CheckpointSigner) private readonly signer: CheckpointSigner,
  ) {}

  /**
   * Every event of the batch against its hash, its place in the signed log and what the witness saw. Nothing can be
   * appended between this and the certificate unseen: the signature covers the number of the last event.
   */
  async assertIntact(batch: BatchId): Promise<void> {
    const stream = streamOf('batch', batch);
    const { state } = await this.states.load(stream);
    if (!state) throw new RefusalError(refusal('NOT_FOUND', { what: 'batch' }));
    const covered = await this.signer.waitForCheckpoint(() => this.leaves.indexesOfStream(stream), PROOF_MS_MAX);
    if (!covered) throw new RefusalError(refusal('UNAVAILABLE'));
    await this.signer.assertWitnessAgrees();
    await this.integrity.assertStreamIntact(stream, covered.signed);
  }
}
