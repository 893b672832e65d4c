import { randomUUID } from 'node:crypto';
import type { BatchReply } from '@autolog/contract/batch';
import { allOperations } from '@autolog/domain/recipe/recipe-index';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { isProgramStarted, operateDevice } from './operate-device.js';
import { nextAction, type NextAction } from './next-action.js';
import { liftHold } from './quality.js';
import { activationOf } from './scenarios.js';
import { type ScheduledAction, readBatch, RunError, type RunContext } from './run-context.js';
import { carryOutStep } from './carry-out-step.js';

const DAY_MS = 86_400_000;
/** A batch that is still in process after this many site days is stuck. */
const SITE_DAYS_MAX = 60;

/** Carries out a started batch until it is finished or paused. */
export async function runSteps(context: RunContext): Promise<BatchReply> {
  for (;;) {
    const seen = await readBatch(context);
    if (seen.status !== 'in_process' || isPaused(context, seen)) return seen;
    if (seen.held) await liftHold(context, seen);
    else if (!(await performDueAction(context, seen))) await takeAction(context, seen);
  }
}

async function takeAction(context: RunContext, seen: BatchReply): Promise<void> {
  const { scenario, recipe, batch, staff } = context;
  const next = nextAction(seen, context.now(), (line) => scenario.delayedUntil?.(line, recipe));
  switch (next.kind) {
    case 'step':
      return carryOutStep(context, seen, next.line);
    case 'finish':
      context.reportAction(seen, 'finishing the batch');
      await (await staff.technician()).post(`/api/batches/${batch}/finish`, {}, randomUUID());
      return context.device.setSupervisoryJob('', '');
    case 'wait':
      return waitForNext(context, seen, next);
  }
}

async function waitForNext(
  context: RunContext,
  seen: BatchReply,
  next: Extract<NextAction, { kind: 'wait' }>,
): Promise<void> {
  const instants = [...next.instants, ...upcomingActionsMs(context, seen), ...pausesAtMs(context, seen)];
  const [first, ...others] = next.awaited;
  const deviceOutcome = first && (await operateDevice(context, seen, [first, ...others]));
  if (deviceOutcome && 'recordAdvanced' in deviceOutcome) return;
  if (deviceOutcome && 'checkAgainAtMs' in deviceOutcome) instants.push(deviceOutcome.checkAgainAtMs);
  const untilMs = Math.min(...instants);
  if (instants.length === 0) {
    const device =
      deviceOutcome && 'unansweredPrompt' in deviceOutcome
        ? ` The device waits at "${deviceOutcome.unansweredPrompt}".`
        : '';
    throw new RunError(`no step can be done and nothing is waited for.${device}`);
  }
  if (untilMs - Date.parse(seen.startedAt ?? seen.createdAt) > SITE_DAYS_MAX * DAY_MS) {
    throw new RunError(`the batch is still in process after ${SITE_DAYS_MAX} days`);
  }
  if (!first) context.reportAction(seen, `waiting until ${new Date(untilMs).toISOString().slice(0, 16)}Z`);
  await context.clockActor.waitUntil(untilMs);
}

/** Performs the next scheduled action that is due; true when there was one. */
async function performDueAction(context: RunContext, seen: BatchReply): Promise<boolean> {
  const due = context.scenario.scheduledActions.find(
    (one) => (dueMs(context, seen, one) ?? Infinity) <= context.now() && context.isFirstTime(one.name),
  );
  if (!due) return false;
  context.reportAction(seen, due.name);
  await due.perform(context);
  return true;
}

/** An action that was due longer ago than this was performed by an earlier run. Site milliseconds. */
const PAST_ACTION_MS = 60_000;

/** Marks the actions of an earlier run of this batch as done. */
export async function skipPastActions(context: RunContext, seen: BatchReply): Promise<void> {
  if (await isProgramStarted(context, seen)) context.isFirstTime('program');
  for (const one of context.scenario.scheduledActions) {
    if ((dueMs(context, seen, one) ?? Infinity) < context.now() - PAST_ACTION_MS) context.isFirstTime(one.name);
  }
}

/** When the scheduled actions are due that are still to come. */
const upcomingActionsMs = (context: RunContext, seen: BatchReply): number[] =>
  context.scenario.scheduledActions.flatMap((one) => {
    const ms = dueMs(context, seen, one);
    return ms !== undefined && ms > context.now() ? [ms] : [];
  });

function dueMs(
  { recipe, plan, scenario }: RunContext,
  seen: BatchReply,
  { afterMs }: ScheduledAction,
): number | undefined {
  if (plan.scheduledActionsAt !== undefined) {
    const firstMs = Math.min(...scenario.scheduledActions.map((one) => one.afterMs(recipe)));
    return Date.parse(plan.scheduledActionsAt) + afterMs(recipe) - firstMs;
  }
  const activatedMs = activationMs(recipe, seen);
  return activatedMs && activatedMs + afterMs(recipe);
}

function activationMs(recipe: Recipe, { anchors }: BatchReply): number | undefined {
  const activation = anchors.find(({ id }) => id === activationOf(recipe));
  return activation && Date.parse(activation.at);
}

const isPaused = (context: RunContext, seen: BatchReply): boolean =>
  pausesAtMs(context, seen).some((ms) => ms <= context.now());

/** When the run pauses, if its plan says so; a day of the process is counted from activation. */
function pausesAtMs({ plan: { pauseAt }, recipe }: RunContext, seen: BatchReply): number[] {
  if (pauseAt === undefined) return [];
  if (typeof pauseAt === 'string') return [Date.parse(pauseAt)];
  const activatedMs = activationMs(recipe, seen);
  return activatedMs === undefined ? [] : [activatedMs + pauseAt.day * DAY_MS];
}

/** Day of the process of the first operation that is not done yet. */
export function processDay({ recipe }: Pick<RunContext, 'recipe'>, seen: BatchReply): number | undefined {
  const open = openOperation(seen);
  return allOperations(recipe).find(({ id }) => id === open)?.day;
}

export const openOperation = ({ steps }: BatchReply): string | undefined =>
  steps.find(({ status }) => status === 'ready' || status === 'in_progress' || status === 'awaiting_witness')
    ?.operation ?? steps.find(({ status }) => status === 'locked')?.operation;
