import type { BatchLine } from '@autolog/contract/batch';
import type { BatchRow } from '@autolog/store/batch';

/** A batch as the overview of all batches shows it. */
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
