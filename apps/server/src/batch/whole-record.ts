import { Inject, Injectable } from '@nestjs/common';
import type { BatchId } from '@autolog/domain/brand';
import { refusal } from '@autolog/domain/refusal';
import { demandWhole, indexesOfStream } from '@autolog/store/chain';
import { streamOf } from '@autolog/store/event';
import { Refused } from '../http/refused.js';
import { RecordKeeper } from '../record/keeper.js';
import { Records } from '../record/record.js';

/** What was appended a moment ago gets its place within 200 ms; a checkpoint over it is signed when asked for. */
const PROOF_MS_MAX = 5_000;

/** Whether the record of a batch is whole, asked at the moment it is certified (INV-11). */
@Injectable()
export class WholeRecord {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(RecordKeeper) private readonly keeper: RecordKeeper,
  ) {}

  /**
   * Every event of the batch against its hash, its place in the signed log and what the witness saw. Nothing can be
   * appended between this and the certificate unseen: the signature covers the number of the last event.
   */
  async demand(batch: BatchId): Promise<void> {
    const { database } = this.records;
    const stream = streamOf('batch', batch);
    const proven = await this.keeper.proven(() => indexesOfStream(database, stream), PROOF_MS_MAX);
    if (!proven) throw new Refused(refusal('UNAVAILABLE'));
    await this.keeper.demandWitnessed();
    await demandWhole(database, stream, proven.signed);
  }
}
