import type { ReadinessCode } from '@autolog/contract/health';
import { Inject, Injectable } from '@nestjs/common';
import { HealthStore, type RecordProgress } from '@autolog/store/health';

/** Events are sequenced within 200 ms; this late, no process sequences them. */
const UNPLACED_SECONDS_MAX = 10;

@Injectable()
export class ServerReadiness {
  constructor(@Inject(HealthStore) private readonly health: HealthStore) {}

  /** Every reason at once; empty when this process may be sent requests. */
  async reasons(): Promise<readonly ReadinessCode[]> {
    try {
      if (await this.health.isReadOnly()) return ['DATABASE_READ_ONLY'];
      if (await this.health.schemaFault()) return ['SCHEMA_UNKNOWN'];
      const { unplacedSeconds } = await this.recordProgress();
      return unplacedSeconds > UNPLACED_SECONDS_MAX ? ['RECORD_NOT_ORDERED'] : [];
    } catch {
      return ['DATABASE_UNREACHABLE'];
    }
  }

  recordProgress(): Promise<RecordProgress> {
    return this.health.recordProgress();
  }
}
