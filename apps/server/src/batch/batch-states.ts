import { Inject, Injectable } from '@nestjs/common';
import type { Batch } from '@autolog/domain/batch/state/batch';
import { evolveBatch } from '@autolog/domain/batch/state/evolve-batch';
import type { BatchId } from '@autolog/domain/brand';
import { idOf } from '@autolog/domain/stream/stream';
import { Log } from '@autolog/store/log';
import { StreamStates } from '@autolog/store/stream-states';

/** Batches, evolved from their events. */
@Injectable()
export class BatchStates extends StreamStates<'batch', Batch> {
  constructor(@Inject(Log) log: Log) {
    super(
      log,
      (state, stream, recorded) => evolveBatch(state, idOf(stream) as BatchId, recorded),
      (stream) => log.batchSnapshots.load(stream),
    );
  }
}
