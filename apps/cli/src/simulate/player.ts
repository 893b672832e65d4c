import { randomUUID } from 'node:crypto';
import type { BatchReply } from '@autolog/contract/batch';
import { allOperations } from '@autolog/domain/recipe/find';
import type { Recipe } from '@autolog/domain/recipe/recipe';
import { isProgramBegun, tendDevice } from './device-work.js';
import { nextAct, type NextAct } from './next-act.js';
import { liftHold } from './quality.js';
import { activationOf } from './scenarios.js';
import { type Happening, look, PlayFault, type Stage } from './stage.js';
import { doStep } from './step-work.js';

const DAY_MS = 86_400_000;
/** A batch that is still in process after this is stuck in a way nobody foresaw. Site days. */
const SITE_DAYS_MAX = 60;

/** Plays a started batch until it is finished, or until it is to be laid down. */
export async function playSteps(stage: Stage): Promise<BatchReply> {
  for (;;) {
    const seen = await look(stage);
    if (seen.status !== 'in_process' || isLaidDown(stage, seen)) return seen;
    if (seen.held) await liftHold(stage, seen);
    else if (!(await letHappen(stage, seen))) await act(stage, seen);
  }
}

async function act(stage: Stage, seen: BatchReply): Promise<void> {
  const { scenario, recipe, batch, crew } = stage;
  const next = nextAct(seen, stage.now(), (line) => scenario.leftAlone?.(line, recipe));
  switch (next.kind) {
    case 'step':
      return doStep(stage, seen, next.line);
    case 'finish':
      stage.doing(seen, 'closing the run');
      await (await crew.technician()).post(`/api/batches/${batch}/finish`, {}, randomUUID());
      return stage.device.supervise('', '');
    case 'wait':
      return wait(stage, seen, next);
  }
}

async function wait(stage: Stage, seen: BatchReply, next: Extract<NextAct, { kind: 'wait' }>): Promise<void> {
  const instants = [...next.instants, ...happeningsDue(stage, seen), ...laidDownAt(stage, seen)];
  const [first, ...others] = next.awaited;
  const tended = first && (await tendDevice(stage, seen, [first, ...others]));
  if (tended && 'moved' in tended) return;
  if (tended && 'lookAgainAtMs' in tended) instants.push(tended.lookAgainAtMs);
  const untilMs = Math.min(...instants);
  if (instants.length === 0) {
    const device = tended && 'standsAt' in tended ? ` The device stands at "${tended.standsAt}".` : '';
    throw new PlayFault(`no step can be done and nothing is waited for.${device}`);
  }
  if (untilMs - Date.parse(seen.startedAt ?? seen.createdAt) > SITE_DAYS_MAX * DAY_MS) {
    throw new PlayFault(`the batch is still in process after ${SITE_DAYS_MAX} days`);
  }
  if (!first) stage.doing(seen, `waiting until ${new Date(untilMs).toISOString().slice(0, 16)}Z`);
  await stage.seat.rest(untilMs);
}

/** Brings about what is due by now; true when something was, and the technicians look again. */
async function letHappen(stage: Stage, seen: BatchReply): Promise<boolean> {
  const due = stage.scenario.happenings.find(
    (one) => (dueMs(stage, seen, one) ?? Infinity) <= stage.now() && stage.once(one.name),
  );
  if (!due) return false;
  stage.doing(seen, due.name);
  await due.happens(stage);
  return true;
}

/** A happening is brought about within moments of its time; what was due longer ago than this was. Site milliseconds. */
const HAPPENED_MS = 60_000;

/** Nothing that happened to this batch before it was taken up happens to it again. */
export async function rememberHappened(stage: Stage, seen: BatchReply): Promise<void> {
  if (await isProgramBegun(stage, seen)) stage.once('program');
  for (const one of stage.scenario.happenings) {
    if ((dueMs(stage, seen, one) ?? Infinity) < stage.now() - HAPPENED_MS) stage.once(one.name);
  }
}

/** What is still to come; whatever is due has happened before anybody waits. */
const happeningsDue = (stage: Stage, seen: BatchReply): number[] =>
  stage.scenario.happenings.flatMap((one) => {
    const ms = dueMs(stage, seen, one);
    return ms !== undefined && ms > stage.now() ? [ms] : [];
  });

function dueMs({ recipe, play, scenario }: Stage, seen: BatchReply, { afterMs }: Happening): number | undefined {
  if (play.happensAt !== undefined) {
    const firstMs = Math.min(...scenario.happenings.map((one) => one.afterMs(recipe)));
    return Date.parse(play.happensAt) + afterMs(recipe) - firstMs;
  }
  const activatedMs = activationMs(recipe, seen);
  return activatedMs && activatedMs + afterMs(recipe);
}

function activationMs(recipe: Recipe, { anchors }: BatchReply): number | undefined {
  const activation = anchors.find(({ id }) => id === activationOf(recipe));
  return activation && Date.parse(activation.at);
}

const isLaidDown = (stage: Stage, seen: BatchReply): boolean => laidDownAt(stage, seen).some((ms) => ms <= stage.now());

/** When the technicians lay the batch down, if they do; a day of the process begins so long after activation. */
function laidDownAt({ play: { stopAt }, recipe }: Stage, seen: BatchReply): number[] {
  if (stopAt === undefined) return [];
  if (typeof stopAt === 'string') return [Date.parse(stopAt)];
  const activatedMs = activationMs(recipe, seen);
  return activatedMs === undefined ? [] : [activatedMs + stopAt.day * DAY_MS];
}

/** Day of the process of the first operation that is not done yet. */
export function dayOf({ recipe }: Pick<Stage, 'recipe'>, seen: BatchReply): number | undefined {
  const open = openOperation(seen);
  return allOperations(recipe).find(({ id }) => id === open)?.day;
}

export const openOperation = ({ steps }: BatchReply): string | undefined =>
  steps.find(({ status }) => status === 'ready' || status === 'in_progress' || status === 'awaiting_witness')
    ?.operation ?? steps.find(({ status }) => status === 'locked')?.operation;
