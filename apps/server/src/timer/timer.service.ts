import { Inject, Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';
import type { BatchId } from '@autolog/domain/brand';
import { streamOf } from '@autolog/domain/stream/stream';
import { SiteClock } from '@autolog/store/site-clock';
import { TimerStore, type ArmedTimer } from '@autolog/store/timer';
import { Transactions } from '@autolog/store/transactions';
import type { Instant } from '@autolog/domain/brand';
import { BatchStates } from '../batch/batch-states.js';
import { BatchService } from '../batch/batch.service.js';
import { timerLateSeconds } from '../metrics/metrics.js';

/** Fires a timer: at most once, never early by the database's clock, however often it is called (INV-4). */
@Injectable()
export class TimerService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(TimerStore) private readonly timers: TimerStore,
    @Inject(SiteClock) private readonly clock: SiteClock,
    @Inject(BatchStates) private readonly states: BatchStates,
    @Inject(BatchService) private readonly batches: BatchService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Never throws: a timer that could not fire is tried again by the next sweep. */
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
    return this.transactions.run(async () => {
      const { state } = await this.states.lock(streamOf('batch', batch));
      const armedMs = Date.parse(state?.timers.get(due.name)?.armedAt ?? due.dueAt);
      if (!(await this.timers.mayFire(due))) return false;
      const command = { type: 'FireTimer', timer: due.name, dueAt: due.dueAt as Instant } as const;
      await this.batches.executeForSystem(batch, command, { kind: 'system', part: 'timer' });
      const { siteMs, rate } = await this.clock.read();
      // A timer that was due before it was armed counts as late from when it was armed.
      const lateSeconds = (siteMs - Math.max(Date.parse(due.dueAt), armedMs)) / rate / 1_000;
      this.transactions.onCommit(() => timerLateSeconds.observe(lateSeconds));
      return true;
    });
  }
}
