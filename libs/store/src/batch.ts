import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { BatchId } from '@autolog/domain/brand';
import type { Text } from '@autolog/domain/text';
import type { Database } from './database.js';
import { streamOf } from '@autolog/domain/stream/stream';

const BATCHES_MAX = 500;

/** A batch as its overview shows it. */
export type BatchRow = Readonly<{
  id: BatchId;
  number: string;
  coi: string;
  order_number: string;
  recipe: string;
  recipe_code: string;
  recipe_version: string;
  recipe_title: Text;
  recipe_steps: number;
  status: BatchStatus;
  held: boolean;
  simulated: boolean;
  room: string | null;
  device: string | null;
  steps_done: number;
  steps_not_applicable: number;
  exceptions_open: number;
  exceptions_critical: number;
  created_at: Date;
  started_at: Date | null;
  seq: number;
}>;

/** What somebody did to a step. */
export type StepChange = Readonly<{
  type: 'StepStarted' | 'StepPerformed' | 'StepWitnessed' | 'StepCorrected';
  actor: string;
  at: Date;
}>;

const BATCH_SQL = `
  select b.id, b.number, b.coi, b.order_number, b.recipe, r.code as recipe_code, r.version as recipe_version,
         r.title as recipe_title, r.steps as recipe_steps, b.status, b.held, b.simulated, room.code as room,
         e.code as device, b.steps_done, b.steps_not_applicable, b.exceptions_open, b.exceptions_critical, b.created_at,
         b.started_at, b.seq
    from batch b
    join recipe r on r.id = b.recipe
    left join room on room.id = b.room
    left join equipment e on e.id = b.device`;

export class BatchStore {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  list(): Promise<BatchRow[]> {
    return this.database.query<BatchRow>(`${BATCH_SQL} order by b.created_at desc limit ${String(BATCHES_MAX)}`);
  }

  async find(batch: BatchId): Promise<BatchRow | undefined> {
    const [row] = await this.database.query<BatchRow>(`${BATCH_SQL} where b.id = $1`, [batch]);
    return row;
  }

  /** The year in a time zone of the site, and a serial number that is never given twice. */
  async nextNumber(zone: string): Promise<Readonly<{ year: string; serial: string }>> {
    const [row] = await this.database.query<{ year: string; serial: string }>(
      `select to_char(site_now() at time zone $1, 'YYYY') as year, nextval('batch_number')::text as serial`,
      [zone],
    );
    if (!row) throw new Error('the database gave no batch number');
    return row;
  }

  /** The newest change of a step after event `after` that was not made by `actor`. */
  async newestStepChange(
    batch: BatchId,
    { step, after, notBy }: Readonly<{ step: string; after: number; notBy: string }>,
  ): Promise<StepChange | undefined> {
    const [row] = await this.database.query<StepChange>(
      `select type, actor, at from event
        where stream = $1 and seq > $2 and payload ->> 'step' = $3 and actor <> $4
          and type in ('StepStarted', 'StepPerformed', 'StepWitnessed', 'StepCorrected')
        order by seq desc limit 1`,
      [streamOf('batch', batch), after, step, notBy],
    );
    return row;
  }

  /** The number of a batch that has such an export on record. */
  async numberOfExported(batch: BatchId, exportId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ number: string }>(
      `select b.number from batch b join event e on e.stream = 'batch/' || b.id
        where b.id = $1 and e.type = 'BatchExported' and e.payload ->> 'export' = $2`,
      [batch, exportId],
    );
    return row?.number;
  }
}
