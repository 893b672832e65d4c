import type { BatchLine } from '@autolog/contract/batch';
import type { BatchStatus } from '@autolog/domain/batch/state/batch';
import type { Text } from '@autolog/domain/text';

export type BatchRow = Readonly<{
  id: string;
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

export const BATCH_LINE_SQL = `
  select b.id, b.number, b.coi, b.order_number, b.recipe, r.code as recipe_code, r.version as recipe_version,
         r.title as recipe_title, r.steps as recipe_steps, b.status, b.held, b.simulated, room.code as room,
         e.code as device, b.steps_done, b.steps_not_applicable, b.exceptions_open, b.exceptions_critical, b.created_at,
         b.started_at, b.seq
    from batch b
    join recipe r on r.id = b.recipe
    left join room on room.id = b.room
    left join equipment e on e.id = b.device`;

export const batchLineOf = (row: BatchRow): BatchLine => ({
  id: row.id,
  number: row.number,
  coi: row.coi,
  orderNumber: row.order_number,
  recipe: { id: row.recipe, code: row.recipe_code, version: row.recipe_version, title: row.recipe_title },
  status: row.status,
  held: row.held,
  simulated: row.simulated,
  ...(row.room && { room: row.room }),
  ...(row.device && { device: row.device }),
  stepsDone: row.steps_done,
  stepsTotal: row.recipe_steps - row.steps_not_applicable,
  exceptionsOpen: row.exceptions_open,
  exceptionsCritical: row.exceptions_critical,
  createdAt: row.created_at.toISOString(),
  ...(row.started_at && { startedAt: row.started_at.toISOString() }),
});
