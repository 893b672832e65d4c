import type { BatchId, Instant, TherapyId } from '@autolog/domain/brand';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';
import { registerListOf, withoutNulls, type RegisterList, type WithoutNulls } from './register-list.js';

const THERAPIES_MAX = 2_000;

type TherapyRow = Readonly<{
  id: TherapyId;
  coi: string;
  orderNumber: string;
  batch: BatchId | null;
  orderedAt: Instant;
}>;
export type TherapyLine = WithoutNulls<TherapyRow>;

const THERAPY_COLUMNS = `t.id, t.coi, t.order_number as "orderNumber", b.id as batch, ${instantText('t.ordered_at')} as "orderedAt"`;

export class TherapyStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(): Promise<RegisterList<TherapyLine>> {
    const rows = await this.database.query<TherapyRow & { asOf: number }>(
      `select ${THERAPY_COLUMNS}, (sum(t.seq) over ())::int as "asOf"
         from therapy t left join batch b on b.therapy = t.id
        order by t.ordered_at desc, t.order_number limit ${String(THERAPIES_MAX)}`,
    );
    return registerListOf(rows);
  }

  async find(id: TherapyId): Promise<TherapyLine | undefined> {
    const [row] = await this.database.query<TherapyRow>(
      `select ${THERAPY_COLUMNS} from therapy t left join batch b on b.therapy = t.id where t.id = $1`,
      [id],
    );
    return row && withoutNulls(row);
  }

  async hasOrderNumber(orderNumber: string): Promise<boolean> {
    return (await this.database.query('select from therapy where order_number = $1', [orderNumber])).length > 0;
  }
}
