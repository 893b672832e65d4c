import { Inject, Injectable } from '@nestjs/common';
import type { BatchId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/store/event';
import { mayFire, type DueTimer } from '@autolog/store/timers';
import type { Instant } from '@autolog/domain/brand';
import { BatchService } from '../batch/batch.service.js';
import { Records } from '../record/record.js';

/** Fires a timer: at most once, never early by the database's clock, whoever asked and however often (INV-4). */
@Injectable()
export class TimerService {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(BatchService) private readonly batches: BatchService,
  ) {}

  /** True when it fired now; false when it had fired, was disarmed, or is not due yet. */
  async fire(due: DueTimer): Promise<boolean> {
    const batch = due.batch as BatchId;
    return this.records.database.transaction(async () => {
      await this.records.batches.lock(streamOf('batch', batch));
      if (!(await mayFire(this.records.database, due))) return false;
      const command = { type: 'FireTimer', timer: due.name, dueAt: due.dueAt as Instant } as const;
      await this.batches.report(batch, command, { kind: 'system', part: 'timer' });
      return true;
    });
  }
}
