import type { Digest } from '../brand.js';
import { stepOf } from '../recipe/find.js';
import type { Step } from '../recipe/recipe.js';
import { isSettled, predecessorsOf, readinessOf, windowOf } from '../readiness.js';
import { DONE, refusal, type Decision, type Refusal } from '../refusal.js';
import type { Signature } from '../signature.js';
import { anchorMoment, anchorSet } from './anchor.js';
import { appending, attemptRefused, disarm, raise, raiseOncePerStep, type Appending } from './appending.js';
import type { BatchCommand } from './command.js';
import { armStep, armWindows, timerOverdue, windowMissed } from './decide-timer.js';
import type { BatchEvent } from './event.js';
import { readAnswer } from './read-answer.js';
import type { Readable } from './reading.js';
import { settle } from './settle.js';
import { languageOf, notIn, notTheirs, personOf, refused, refusedAs, unsigned, type Situation } from './situation.js';
import { isHeld } from './state.js';

type Of<Type extends BatchCommand['type']> = Extract<BatchCommand, { type: Type }>;

export function startStep(situation: Situation, command: Of<'StartStep'>): Decision<BatchEvent> {
  personOf(situation.facts);
  const step = stepOf(situation.facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const record = situation.state.steps.get(step.id);
  const cannot =
    notIn(situation, 'in_process') ??
    notTheirs(situation, step) ??
    alreadyDone(situation, step) ??
    (record ? refusal('STEP_ALREADY_STARTED') : notStartable(situation, step));
  if (cannot) return refusedAs(cannot);
  const to = appending(situation.state);
  begin(to, situation, step);
  return { append: to.events, answer: DONE };
}

function alreadyDone({ state }: Situation, step: Step): Refusal | undefined {
  const record = state.steps.get(step.id);
  if (record?.status === 'not_applicable') return refusal('STEP_NOT_APPLICABLE', { because: record.because });
  if (!record || record.status === 'in_progress') return undefined;
  return refusal('STEP_ALREADY_DONE', { name: record.performedByName ?? '–' });
}

/** Why a step nobody has begun may not begin now (INV-3). */
function notStartable({ state, facts, now, language }: Situation, step: Step): Refusal | undefined {
  const { status, waitsFor, opensAt } = readinessOf(facts.recipe, state, step, now);
  const first = waitsFor[0];
  if (first !== undefined) return firstDo(first, { facts, language });
  // A hold stops what cannot be undone; feeding, monitoring and stopping go on.
  if (isHeld(state) && step.irreversible) return refusal('BATCH_HELD');
  return status === 'locked' && opensAt !== undefined ? refusal('WINDOW_NOT_OPEN', { opens: opensAt }) : undefined;
}

/** A correction may open again what a begun step waited for: its result waits until that is settled once more (INV-3). */
function opened({ state, facts, language }: Situation, step: Step): Refusal | undefined {
  const first = predecessorsOf(facts.recipe)
    .get(step.id)
    ?.find((id) => !isSettled(state, id));
  return first === undefined ? undefined : firstDo(first, { facts, language });
}

const firstDo = (first: string, { facts, language }: Pick<Situation, 'facts' | 'language'>): Refusal =>
  refusal('STEP_OUT_OF_ORDER', { first: stepOf(facts.recipe, first)?.title[language] ?? first });

function begin(to: Appending, { state, now }: Situation, step: Step): void {
  to.events.push({ type: 'StepStarted', v: 1, step: step.id });
  disarm(to, step.id, 'window-opens', 'window-closes');
  armStep(to, step, now);
  const closesAt = windowOf(state, step)?.closesAt;
  // Cells do not wait for a procedure: too late is done all the same, and seen in the review.
  if (closesAt !== undefined && closesAt < now) raiseOncePerStep(to, windowMissed(closesAt), step.id);
}

export function performStep(situation: Situation, command: Of<'PerformStep'>): Decision<BatchEvent> {
  personOf(situation.facts);
  const { state, facts } = situation;
  const step = stepOf(facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const begun = state.steps.has(step.id);
  const cannot =
    notIn(situation, 'in_process') ??
    notTheirs(situation, step) ??
    alreadyDone(situation, step) ??
    (begun ? opened(situation, step) : notStartable(situation, step));
  if (cannot) return refusedAs(cannot);
  // The waiting time of a timer step counts from its start, so the start is an act of its own.
  if (!begun && step.kind === 'timer') return refused('STEP_NOT_STARTED');
  const to = appending(state);
  const reading = readAnswer(situation, step, command.answer);
  if ('refused' in reading) {
    if (reading.finding) attemptRefused(to, reading.refused, reading.finding, step.id);
    return { append: to.events, answer: reading.refused };
  }
  const missing = notAccountedFor(situation, step, reading, command);
  if (missing) return refusedAs(missing);
  if (!begun) begin(to, situation, step);
  record(to, situation, step, reading, command);
  settle(to, situation);
  return { append: to.events, answer: DONE };
}

/** The reason a deviating answer needs and the signature the recipe demands; nothing is recorded without them. */
function notAccountedFor(
  situation: Situation,
  step: Step,
  reading: Readable,
  command: Readonly<{ reason?: Digest; signature?: Signature }>,
): Refusal | undefined {
  if (reading.ask !== undefined && !command.reason) return refusal('REASON_REQUIRED', { what: reading.ask });
  return step.signature === 'none' && !command.signature
    ? undefined
    : unsigned(situation, 'performed', command.signature);
}

function record(
  to: Appending,
  situation: Situation,
  step: Step,
  { outcome, findings }: Readable,
  { reason, signature }: Of<'PerformStep'>,
): void {
  const setAt = step.sets === undefined ? undefined : anchorMoment(situation, outcome);
  const performed: Extract<BatchEvent, { type: 'StepPerformed' }> = {
    type: 'StepPerformed',
    v: 1,
    step: step.id,
    outcome,
    ...(step.sets !== undefined && { sets: step.sets }),
    ...(setAt !== undefined && { setAt }),
    awaitsWitness: step.signature === 'performer+witness',
    language: languageOf(situation.facts),
    ...(signature && { signature }),
  };
  to.events.push(performed);
  disarm(to, step.id);
  if (step.sets !== undefined) armWindows(to, situation, step.sets, anchorSet(performed, situation.now));
  for (const finding of findings) raise(to, finding, { step: step.id, ...(reason && { reason }) });
  const overdue = to.state.timers.get(`${step.id}/maximum`);
  if (overdue && overdue.dueAt < situation.now) raiseOncePerStep(to, timerOverdue(step), step.id);
}
