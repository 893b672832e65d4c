import type { Instant } from '../../brand.js';
import { DONE, type Decision } from '../../refusal.js';
import { allSteps, stepOf } from '../../recipe/recipe-index.js';
import type { Step } from '../../recipe/recipe.js';
import { durationMs } from '../../quantity/duration.js';
import { elapsedMs, later } from '../../time.js';
import { collectEvents, raiseException, raiseOncePerStep, timerName, type EventCollector } from './event-collector.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import type { BatchCommandOf } from '../command.js';
import type { BatchEvent, TimerPurpose } from '../event.js';
import type { DecisionContext } from '../state/decision-context.js';
import type { Timer } from '../state/batch.js';

/** What a reviewer is told when a timer came later than this, in real milliseconds (INV-4). */
const TIMER_LATE_AFTER_MS = 2_000;

/**
 * A timer fell due. Fires once and only while armed for exactly that time; a second wake-up changes nothing. Throws when it
 * is early: the clock or the queue is broken, and no person could act on a refusal (INV-4).
 */
export function fireTimer(context: DecisionContext, command: BatchCommandOf<'FireTimer'>): Decision<BatchEvent> {
  const { state, facts, now } = context;
  const timer = state.timers.get(command.timer);
  if (timer?.status !== 'armed' || timer.dueAt !== command.dueAt) return { append: [], answer: DONE };
  if (now < timer.dueAt) throw new Error(`timer ${timer.name} of batch ${state.id} fired before ${timer.dueAt}`);
  const lateMs = elapsedMs(timer.dueAt, now);
  const collector = collectEvents(state);
  collector.events.push({ type: 'TimerFired', v: 1, timer: timer.name, dueAt: timer.dueAt, lateMs });
  const step = stepOf(facts.recipe, timer.step);
  if (step) raiseIfMissed(collector, context, timer, step);
  // A timer that was due before anybody armed it is late from then on: before that nothing could have fired it.
  const delayMs = Math.min(lateMs, elapsedMs(timer.armedAt, now));
  if (delayMs > TIMER_LATE_AFTER_MS * (facts.clockRate ?? 1)) {
    const late = { found: `${Math.round(delayMs / 1000)}`, unit: 's', detail: timer.purpose } as const;
    raiseException(collector, { class: 'timer_late', severity: 'minor', observation: late }, { step: timer.step });
  }
  return { append: collector.events, answer: DONE };
}

function raiseIfMissed(collector: EventCollector, { state }: DecisionContext, timer: Timer, step: Step): void {
  const record = state.steps.get(step.id);
  if (timer.purpose === 'maximum' && (!record || record.status === 'in_progress')) {
    raiseOncePerStep(collector, timerOverdue(step), step.id);
  }
  if (timer.purpose === 'window-closes' && !record) raiseOncePerStep(collector, windowMissed(timer.dueAt), step.id);
}

export const windowMissed = (closedAt: Instant): ExceptionFinding => ({
  class: 'window_missed',
  severity: 'major',
  observation: { limit: closedAt },
});

export const timerOverdue = (step: Step): ExceptionFinding => ({
  class: 'timer_overdue',
  severity: 'major',
  observation: { limit: step.kind === 'timer' ? (step.max ?? '') : '' },
});

function arm({ events }: EventCollector, step: string, purpose: TimerPurpose, dueAt: Instant): void {
  events.push({ type: 'TimerArmed', v: 1, timer: timerName(step, purpose), step, purpose, dueAt });
}

/** The timers of a timer step run from the moment it starts. */
export function armStepTimers(collector: EventCollector, step: Step, now: Instant): void {
  if (step.kind !== 'timer') return;
  arm(collector, step.id, 'minimum', later(now, durationMs(step.min)));
  if (step.max !== undefined) arm(collector, step.id, 'maximum', later(now, durationMs(step.max)));
}

/**
 * The windows of steps that count from an anchor run from the moment of the anchor. One that was recorded late may leave
 * windows behind that have opened or closed meanwhile: their timers fire at once, so that nobody has to begin the step to
 * be told that it is missed.
 */
export function armWindowsFrom(
  collector: EventCollector,
  { state, facts }: DecisionContext,
  anchor: string,
  moment: Instant,
): void {
  for (const step of allSteps(facts.recipe)) {
    if (step.window?.from === anchor && !state.steps.has(step.id)) armWindow(collector, step, moment, moment);
  }
}

/** What fell due before `from` needs no timer: whoever begins the step sees that it is late. */
export function armWindow(collector: EventCollector, { id, window }: Step, anchor: Instant, from: Instant): void {
  if (!window) return;
  const [opensAt, closesAt] = [later(anchor, durationMs(window.opens)), later(anchor, durationMs(window.closes))];
  if (opensAt >= from) arm(collector, id, 'window-opens', opensAt);
  if (closesAt >= from) arm(collector, id, 'window-closes', closesAt);
}
