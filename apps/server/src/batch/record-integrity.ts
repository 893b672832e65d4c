import { Inject, Injectable } from '@nestjs/common';
import type { BatchId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { assertStreamIntact, leafIndexesOfStream } from '@autolog/store/log-integrity';
import { streamOf } from '@autolog/domain/stream/stream';
import { RefusalError } from '../http/refusal-error.js';
import { CheckpointSigner } from '../record/checkpoint-signer.js';
import { Records } from '../record/records.js';

/** What was appended a moment ago gets its place within 200 ms; a checkpoint over it is signed when asked for. */
const PROOF_MS_MAX = 5_000;

/** Whether the record of a batch is whole, asked at the moment it is certified (INV-11). */
@Injectable()
export class RecordIntegrity {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(CheckpointSigner) private readonly signer: CheckpointSigner,
  ) {}

  /**
   * Every event of the batch against its hash, its place in the signed log and what the witness saw. Nothing can be
   * appended between this and the certificate unseen: the signature covers the number of the last event.
   */
  async assertIntact(batch: BatchId): Promise<void> {
    const { database } = this.records;
    const stream = streamOf('batch', batch);
    const covered = await this.signer.waitForCheckpoint(() => leafIndexesOfStream(database, stream), PROOF_MS_MAX);
    if (!covered) throw new RefusalError(refusal('UNAVAILABLE'));
    await this.signer.assertWitnessAgrees();
    await assertStreamIntact(database, stream, covered.signed);
  }
}
