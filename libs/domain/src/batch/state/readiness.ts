import type { Instant } from '../../brand.js';
import { BATCH_STATUS_TEXT } from './batch-status-text.js';
import { isHeld, type Batch } from './batch.js';
import type { Language } from '../../text.js';
import type { Recipe, Step } from '../../recipe/recipe.js';
import type { TimeWindow } from '../../step-kind/step-common.js';
import { allSteps, setterOf } from '../../recipe/recipe-index.js';
import { predecessorsOf } from '../../recipe/order.js';
import { durationMs } from '../../quantity/duration.js';
import { refusal, type Refusal } from '../../refusal.js';
import { later } from '../../time.js';

/**
 * Whether a step can be done now. A `locked` step waits for the steps in `waitsFor`; when that list is empty it waits for
 * its window, which opens at `opensAt`. A closed window never locks: cells do not wait, so the step is done late and an
 * exception records it.
 */
export type StepReadiness = Readonly<{
  status: 'locked' | 'ready' | 'in_progress' | 'awaiting_witness' | 'done' | 'not_applicable';
  /** Ids of steps that must be done first. */
  waitsFor: readonly string[];
  opensAt?: Instant;
  closesAt?: Instant;
}>;

const NOTHING: readonly string[] = [];

/** The readiness of every step of the recipe, in document order. */
export function readinessByStep(recipe: Recipe, state: Batch, now: Instant): ReadonlyMap<string, StepReadiness> {
  const ready = new Map<string, StepReadiness>();
  for (const step of allSteps(recipe)) ready.set(step.id, readinessOf(recipe, state, step, now));
  return ready;
}

export function readinessOf(recipe: Recipe, state: Batch, step: Step, now: Instant): StepReadiness {
  const window = windowOf(state, step);
  const record = state.steps.get(step.id);
  if (record) return { status: record.status, waitsFor: NOTHING, ...window };
  const waitsFor = (predecessorsOf(recipe).get(step.id) ?? NOTHING).filter((id) => !isSettled(state, id));
  const setter = step.window && !window ? setterOf(recipe, step.window.from) : undefined;
  // An anchor that is never set, because its step does not apply, opens and closes nothing.
  if (setter && !isSettled(state, setter.id) && !waitsFor.includes(setter.id))
    return { status: 'locked', waitsFor: [...waitsFor, setter.id] };
  if (waitsFor.length > 0) return { status: 'locked', waitsFor, ...window };
  const early = window !== undefined && now < window.opensAt;
  return { status: early ? 'locked' : 'ready', waitsFor: NOTHING, ...window };
}

/** When the step's window opens and closes; undefined without a window or before its anchor is set. */
export function windowOf(state: Batch, step: Step): Readonly<{ opensAt: Instant; closesAt: Instant }> | undefined {
  const anchor = step.window && state.anchors.get(step.window.from);
  if (!step.window || !anchor) return undefined;
  const { opensMs, closesMs } = spanOf(step.window);
  return { opensAt: later(anchor, opensMs), closesAt: later(anchor, closesMs) };
}

/** Every view of a batch asks for every window, so each is parsed once. */
const SPANS = new WeakMap<TimeWindow, Readonly<{ opensMs: number; closesMs: number }>>();

function spanOf(window: TimeWindow): Readonly<{ opensMs: number; closesMs: number }> {
  const known = SPANS.get(window);
  if (known) return known;
  const span = { opensMs: durationMs(window.opens), closesMs: durationMs(window.closes) };
  SPANS.set(window, span);
  return span;
}

/** Done, or not to be done at all: what waits for it goes on. */
export function isSettled(state: Batch, step: string): boolean {
  const status = state.steps.get(step)?.status;
  return status === 'done' || status === 'not_applicable';
}

/** Why finishing, reviewing or certifying is not possible now, in the order the refusals would be given. */
export function blockers(
  recipe: Recipe,
  state: Batch,
  language: Language = 'en',
): Readonly<Record<'finish' | 'review' | 'certify', readonly Refusal[]>> {
  const steps = openSteps(recipe, state, language);
  const held = isHeld(state) ? [refusal('HOLD_NOT_LIFTED')] : [];
  const exceptions = openExceptions(state);
  return {
    finish: [...wrongStatus(state, 'in_process', language), ...steps],
    review: [...wrongStatus(state, 'finished', language), ...steps, ...held, ...exceptions],
    certify: [...wrongStatus(state, 'reviewed', language), ...steps, ...held, ...confirmedDefect(state), ...exceptions],
  };
}

const wrongStatus = (state: Batch, wanted: Batch['status'], language: Language): readonly Refusal[] =>
  state.status === wanted ? [] : [refusal('BATCH_STATUS', { status: BATCH_STATUS_TEXT[state.status][language] })];

function openSteps(recipe: Recipe, state: Batch, language: Language): readonly Refusal[] {
  const open = allSteps(recipe).filter((step) => !isSettled(state, step.id));
  const first = open[0];
  return first ? [refusal('STEPS_OPEN', { count: String(open.length), first: first.title[language] })] : [];
}

function openExceptions(state: Batch): readonly Refusal[] {
  const open = [...state.exceptions.values()].filter((exception) => !exception.assessed);
  const first = open[0];
  return first ? [refusal('EXCEPTIONS_OPEN', { count: String(open.length), first: first.id })] : [];
}

export function confirmedDefect(state: Batch): readonly Refusal[] {
  const defect = [...state.exceptions.values()].find(({ assessed }) => assessed?.result === 'confirmed_defect');
  return defect ? [refusal('DEFECT_CONFIRMED', { exception: defect.id })] : [];
}
