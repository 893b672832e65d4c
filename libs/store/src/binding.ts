import type { BatchId } from '@autolog/domain/brand';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';

/** The interval in which a device serves a batch; `until` is null while it does. */
export type DeviceBinding = Readonly<{ device: string; since: string; until: string | null }>;

export class BindingStore {
  constructor(private readonly database: Database) {}

  /** The devices that serve or served a batch; the earliest first. */
  ofBatch(batch: BatchId): Promise<DeviceBinding[]> {
    return this.database.query<DeviceBinding>(
      `select device, ${instantText('since')} as since, ${instantText('until')} as until
         from binding where batch = $1 order by since`,
      [batch],
    );
  }

  /** The batches a device serves now, or served at any moment of a period of site time; the earliest first. */
  async batchesServedBy(device: string, period?: Readonly<{ from: string; to: string }>): Promise<BatchId[]> {
    const rows = await this.database.query<{ batch: BatchId }>(
      `select batch from binding
        where device = $1 and case when $2::timestamptz is null then until is null
                                   else since <= $3 and coalesce(until, 'infinity') >= $2 end
        order by since`,
      [device, period?.from ?? null, period?.to ?? null],
    );
    return rows.map(({ batch }) => batch);
  }
}
