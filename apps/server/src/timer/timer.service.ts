import { Inject, Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type { BatchId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/domain/stream/stream';
import { readSiteTime } from '@autolog/store/site';
import { mayFire, type ArmedTimer } from '@autolog/store/timers';
import type { Instant } from '@autolog/domain/brand';
import { BatchService } from '../batch/batch.service.js';
import { timerLateSeconds } from '../metrics/metrics.js';
import { Records } from '../record/records.js';

/** Fires a timer: at most once, never early by the database's clock, whoever asked and however often (INV-4). */
@Injectable()
export class TimerService {
  constructor(
    @Inject(Records) private readonly records: Records,
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** For whoever was woken and cannot do more about it: a timer that fails is looked at again by the next sweep. */
  async fireOrLog(due: ArmedTimer): Promise<void> {
    try {
      await this.fire(due);
    } catch (error) {
      // A batch that cannot be read keeps its own timers waiting, never those of another patient.
      this.logger.error({ err: error, batch: due.batch, timer: due.name, msg: 'a timer could not fire; others go on' });
    }
  }

  /** True when it fired now; false when it had fired, was disarmed, or is not due yet. */
  async fire(due: ArmedTimer): Promise<boolean> {
    const batch = due.batch as BatchId;
    const { database, site } = this.records;
    return database.transaction(async () => {
      const { state } = await this.records.batches.lock(streamOf('batch', batch));
      const armedMs = Date.parse(state?.timers.get(due.name)?.armedAt ?? due.dueAt);
      if (!(await mayFire(database, due))) return false;
      const command = { type: 'FireTimer', timer: due.name, dueAt: due.dueAt as Instant } as const;
      await this.batches.executeForSystem(batch, command, { kind: 'system', part: 'timer' });
      const { siteMs, rate } = await readSiteTime(database, site);
      // One that was due before it was armed waited for nobody until then.
      const lateSeconds = (siteMs - Math.max(Date.parse(due.dueAt), armedMs)) / rate / 1_000;
      database.onCommit(() => timerLateSeconds.observe(lateSeconds));
      return true;
    });
  }
}
