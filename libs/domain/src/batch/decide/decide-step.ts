import type { Digest } from '../../brand.js';
import { stepOf } from '../../recipe/recipe-index.js';
import type { Step } from '../../recipe/recipe.js';
import { predecessorsOf } from '../../recipe/order.js';
import { isSettled, readinessOf, windowOf } from '../state/readiness.js';
import { DONE, refusal, type Decision, type Refusal } from '../../refusal.js';
import type { Signature } from '../../signature.js';
import { deviceAnchorTime, anchorTimeSetBy } from '../state/anchor-time.js';
import {
  collectEvents,
  attemptRefused,
  disarm,
  raiseException,
  raiseOncePerStep,
  type EventCollector,
} from './event-collector.js';
import type { BatchCommandOf } from '../command.js';
import { armStepTimers, armWindowsFrom, timerOverdue, windowMissed } from './decide-timer.js';
import type { BatchEvent, BatchEventOf } from '../event.js';
import { interpretAnswer, type AcceptedStepAnswer } from '../answer/interpret-answer.js';
import { resolveConditions } from './resolve-conditions.js';
import { wrongStatus, wrongRole, refused, refusedWith, signatureMissing } from './refusals.js';
import type { DecisionContext } from '../state/decision-context.js';
import { languageOf, personOf } from '../facts.js';
import { isHeld } from '../state/batch.js';

export function startStep(context: DecisionContext, command: BatchCommandOf<'StartStep'>): Decision<BatchEvent> {
  personOf(context.facts);
  const step = stepOf(context.facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const record = context.state.steps.get(step.id);
  const cannot =
    wrongStatus(context, 'in_process') ??
    wrongRole(context, step) ??
    alreadyDone(context, step) ??
    (record ? refusal('STEP_ALREADY_STARTED') : notStartable(context, step));
  if (cannot) return refusedWith(cannot);
  const collector = collectEvents(context.state);
  begin(collector, context, step);
  return { append: collector.events, answer: DONE };
}

function alreadyDone({ state }: DecisionContext, step: Step): Refusal | undefined {
  const record = state.steps.get(step.id);
  if (record?.status === 'not_applicable') return refusal('STEP_NOT_APPLICABLE', { because: record.because });
  if (!record || record.status === 'in_progress') return undefined;
  return refusal('STEP_ALREADY_DONE', { name: record.performedByName ?? '–' });
}

/** Why a step nobody has begun may not begin now (INV-3). */
function notStartable({ state, facts, now, language }: DecisionContext, step: Step): Refusal | undefined {
  const { status, waitsFor, opensAt } = readinessOf(facts.recipe, state, step, now);
  const first = waitsFor[0];
  if (first !== undefined) return outOfOrder(first, { facts, language });
  // A hold stops what cannot be undone; feeding, monitoring and stopping go on.
  if (isHeld(state) && step.irreversible) return refusal('BATCH_HELD');
  return status === 'locked' && opensAt !== undefined ? refusal('WINDOW_NOT_OPEN', { opens: opensAt }) : undefined;
}

/** A correction may open again what a begun step waited for: its result waits until that is settled once more (INV-3). */
function predecessorReopened({ state, facts, language }: DecisionContext, step: Step): Refusal | undefined {
  const first = predecessorsOf(facts.recipe)
    .get(step.id)
    ?.find((id) => !isSettled(state, id));
  return first === undefined ? undefined : outOfOrder(first, { facts, language });
}

const outOfOrder = (first: string, { facts, language }: Pick<DecisionContext, 'facts' | 'language'>): Refusal =>
  refusal('STEP_OUT_OF_ORDER', { first: stepOf(facts.recipe, first)?.title[language] ?? first });

function begin(collector: EventCollector, { state, now }: DecisionContext, step: Step): void {
  collector.events.push({ type: 'StepStarted', v: 1, step: step.id });
  disarm(collector, step.id, 'window-opens', 'window-closes');
  armStepTimers(collector, step, now);
  const closesAt = windowOf(state, step)?.closesAt;
  // A missed window does not block the step, because the cells need it; it raises an exception.
  if (closesAt !== undefined && closesAt < now) raiseOncePerStep(collector, windowMissed(closesAt), step.id);
}

export function performStep(context: DecisionContext, command: BatchCommandOf<'PerformStep'>): Decision<BatchEvent> {
  personOf(context.facts);
  const { state, facts } = context;
  const step = stepOf(facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const begun = state.steps.has(step.id);
  const cannot =
    wrongStatus(context, 'in_process') ??
    wrongRole(context, step) ??
    alreadyDone(context, step) ??
    (begun ? predecessorReopened(context, step) : notStartable(context, step));
  if (cannot) return refusedWith(cannot);
  // The waiting time of a timer step counts from its start, so the start is an act of its own.
  if (!begun && step.kind === 'timer') return refused('STEP_NOT_STARTED');
  const collector = collectEvents(state);
  const interpreted = interpretAnswer(context, step, command.answer);
  if ('refused' in interpreted) {
    if (interpreted.finding) attemptRefused(collector, interpreted.refused, interpreted.finding, step.id);
    return { append: collector.events, answer: interpreted.refused };
  }
  const missing = reasonOrSignatureMissing(context, step, interpreted, command);
  if (missing) return refusedWith(missing);
  if (!begun) begin(collector, context, step);
  recordOutcome(collector, context, step, interpreted, command);
  resolveConditions(collector, context);
  return { append: collector.events, answer: DONE };
}

/** The reason a deviating answer needs and the signature the recipe demands; nothing is recorded without them. */
function reasonOrSignatureMissing(
  context: DecisionContext,
  step: Step,
  accepted: AcceptedStepAnswer,
  command: Readonly<{ reason?: Digest; signature?: Signature }>,
): Refusal | undefined {
  if (accepted.reasonNeededFor !== undefined && !command.reason)
    return refusal('REASON_REQUIRED', { what: accepted.reasonNeededFor });
  return signatureMissing(context, step, command.signature);
}

function recordOutcome(
  collector: EventCollector,
  context: DecisionContext,
  step: Step,
  { outcome, findings }: AcceptedStepAnswer,
  { reason, signature }: BatchCommandOf<'PerformStep'>,
): void {
  const setAt = step.sets === undefined ? undefined : deviceAnchorTime(context, outcome);
  const performed: BatchEventOf<'StepPerformed'> = {
    type: 'StepPerformed',
    v: 1,
    step: step.id,
    outcome,
    ...(step.sets !== undefined && { sets: step.sets }),
    ...(setAt !== undefined && { setAt }),
    awaitsWitness: step.signature === 'performer+witness',
    language: languageOf(context.facts),
    ...(signature && { signature }),
  };
  collector.events.push(performed);
  disarm(collector, step.id);
  if (step.sets !== undefined) armWindowsFrom(collector, context, step.sets, anchorTimeSetBy(performed, context.now));
  for (const finding of findings) raiseException(collector, finding, { step: step.id, ...(reason && { reason }) });
  const overdue = collector.state.timers.get(`${step.id}/maximum`);
  if (overdue && overdue.dueAt < context.now) raiseOncePerStep(collector, timerOverdue(step), step.id);
}
