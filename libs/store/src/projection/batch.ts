import type { BatchEvent } from '@autolog/domain/batch/event';
import type { ProjectedEvent, ProjectionDatabase } from './projected-event.js';

/** Columns of the overview that a run of events changes; counters are differences. */
type BatchRowChange = {
  status?: string;
  held?: boolean;
  room?: string;
  device?: string | null;
  startedAt?: string;
  stepsDone: number;
  stepsNotApplicable: number;
  exceptionsOpen: number;
};

/** The batch overview and the intervals in which a device serves a batch. */
export async function applyBatch(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<BatchEvent>[],
): Promise<void> {
  const change: BatchRowChange = { stepsDone: 0, stepsNotApplicable: 0, exceptionsOpen: 0 };
  for (const { event, at, seq } of events) {
    if (event.type === 'BatchCreated') await insertBatch(database, id, event, at, seq);
    else addToChange(change, event, at);
    if (event.type === 'DeviceBound') {
      await database.query('insert into binding (device, batch, since) values ($1, $2, $3)', [event.device, id, at]);
    }
    if (event.type === 'DeviceReleased') {
      await database.query('update binding set until = $3 where device = $1 and batch = $2', [event.device, id, at]);
    }
  }
  const last = events.at(-1);
  if (!last) return;
  await database.query(
    `update batch set seq = $2, status = coalesce($3, status), held = coalesce($4, held), room = coalesce($5, room),
            device = coalesce($6, device), started_at = coalesce($7, started_at), steps_done = steps_done + $8,
            exceptions_open = exceptions_open + $9, steps_not_applicable = steps_not_applicable + $10
      where id = $1`,
    [
      id,
      last.seq,
      change.status ?? null,
      change.held ?? null,
      change.room ?? null,
      change.device ?? null,
      change.startedAt ?? null,
      change.stepsDone,
      change.exceptionsOpen,
      change.stepsNotApplicable,
    ],
  );
  await updateCriticalCount(database, id, events);
}

async function insertBatch(
  database: ProjectionDatabase,
  id: string,
  event: Extract<BatchEvent, { type: 'BatchCreated' }>,
  at: string,
  seq: number,
): Promise<void> {
  await database.query(
    `insert into batch (id, number, therapy, coi, order_number, recipe, recipe_hash, status, held, simulated,
                        steps_done, exceptions_open, exceptions_critical, created_at, seq)
     values ($1, $2, $3, $4, $5, $6, $7, 'created', false, $8, 0, 0, 0, $9, $10)`,
    [
      id,
      event.number,
      event.therapy,
      event.coi,
      event.orderNumber,
      event.recipe,
      event.recipeHash,
      event.simulated,
      at,
      seq,
    ],
  );
}

const STATUS_AFTER = {
  BatchFinished: 'finished',
  BatchReviewed: 'reviewed',
  BatchCertified: 'certified',
  BatchRejected: 'rejected',
} as const;

function addToChange(change: BatchRowChange, event: BatchEvent, at: string): void {
  switch (event.type) {
    case 'BatchStarted':
      change.status = 'in_process';
      change.room = event.room;
      change.startedAt = at;
      return;
    case 'DeviceBound':
      change.device = event.device;
      return;
    case 'StepPerformed':
      if (!event.awaitsWitness) change.stepsDone += 1;
      return;
    case 'StepCorrected':
      // A corrected step that needs its witness again is not done until the witness has looked again.
      if (event.awaitsWitness) change.stepsDone -= 1;
      return;
    case 'StepWitnessed':
      change.stepsDone += 1;
      return;
    case 'StepNotApplicable':
      change.stepsNotApplicable += 1;
      return;
    case 'StepApplicableAgain':
      change.stepsNotApplicable -= 1;
      return;
    case 'ExceptionRaised':
      change.exceptionsOpen += 1;
      return;
    case 'ExceptionAssessed':
      change.exceptionsOpen -= 1;
      return;
    case 'BatchHeld':
      change.held = true;
      return;
    case 'BatchResumed':
      change.held = false;
      return;
    case 'BatchFinished':
    case 'BatchReviewed':
    case 'BatchCertified':
    case 'BatchRejected':
      change.status = STATUS_AFTER[event.type];
      return;
    case 'BatchCreated':
    case 'DeviceReleased':
    case 'StepStarted':
    case 'TimerArmed':
    case 'TimerFired':
    case 'TimerDisarmed':
    case 'AttemptRefused':
    case 'BatchExported':
      return;
  }
}

/** Which open exceptions are critical is known only from the raising event; counted from the log, for it is rare. */
async function updateCriticalCount(
  database: ProjectionDatabase,
  id: string,
  events: readonly ProjectedEvent<BatchEvent>[],
): Promise<void> {
  const touched = events.some(
    ({ event }) =>
      (event.type === 'ExceptionRaised' && event.severity === 'critical') || event.type === 'ExceptionAssessed',
  );
  if (!touched) return;
  await database.query(
    `update batch set exceptions_critical = (
       select count(*)::int from event raised
        where raised.stream = $2 and raised.type = 'ExceptionRaised' and raised.payload ->> 'severity' = 'critical'
          and raised.seq <= $3
          and not exists (select 1 from event assessed
                           where assessed.stream = $2 and assessed.type = 'ExceptionAssessed' and assessed.seq <= $3
                             and assessed.payload ->> 'exception' = raised.payload ->> 'exception'))
      where id = $1`,
    [id, `batch/${id}`, events.at(-1)?.seq ?? 0],
  );
}
