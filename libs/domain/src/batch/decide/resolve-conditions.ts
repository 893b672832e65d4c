import { conditionalSteps, evaluateConditions, type ConditionResult } from '../state/condition.js';
import { stepOf } from '../../recipe/recipe-index.js';
import { predecessorsOf } from '../../recipe/order.js';
import type { Step } from '../../recipe/recipe.js';
import { isSettled } from '../state/readiness.js';
import type { Text } from '../../text.js';
import { disarm, raiseOncePerStep, type EventCollector } from './event-collector.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import type { FormulaContext } from '../state/recorded-figure.js';
import { armWindow } from './decide-timer.js';
import type { BatchEvent } from '../event.js';
import { evolveBatch } from '../state/evolve-batch.js';
import type { DecisionContext } from '../state/decision-context.js';
import type { Batch } from '../state/batch.js';

const DO_FIRST: Text = { en: 'first do', nl: 'doe eerst' };

/**
 * Decides the conditions that the events of this decision made decidable, at its end. A step whose condition does not
 * hold is not applicable, and what waits for it goes on; one left out before is to be done after all when a correction
 * makes its condition hold, or opens again what it waits for. What was begun or done stays so.
 */
export function resolveConditions(collector: EventCollector, context: DecisionContext): void {
  const conditional = conditionalSteps(context.facts.recipe);
  if (conditional.length === 0) return;
  const ahead = stateAfter(collector, context);
  for (const step of conditional) {
    const before = collector.events.length;
    resolveStepCondition({ state: ahead, events: collector.events }, { ...context, state: ahead }, step, collector);
    for (const event of collector.events.slice(before)) applyEvent(ahead, event, context);
  }
}

function resolveStepCondition(
  collector: EventCollector,
  context: DecisionContext,
  step: Step,
  decisionCollector: EventCollector,
): void {
  const { state, facts, now } = context;
  const record = state.steps.get(step.id);
  const before = predecessorsOf(facts.recipe).get(step.id) ?? [];
  if (!record) {
    if (!before.every((id) => isSettled(state, id))) return;
    const result = evaluateConditions(context, step);
    if (!('holds' in result) || result.holds) return;
    collector.events.push({ type: 'StepNotApplicable', v: 1, step: step.id, because: result.because });
    disarm(collector, step.id);
    return;
  }
  if (record.status !== 'not_applicable') return;
  const result = evaluateConditions(context, step);
  const because = reasonToReopen(context, before, result);
  if (because === undefined) return;
  // A finished batch has given its room and device back: what was left out stays out, and the review must know.
  if (state.status !== 'in_process') {
    if ('holds' in result && result.holds) raiseOncePerStep(decisionCollector, leftOutFinding(because), step.id);
    return;
  }
  collector.events.push({ type: 'StepApplicableAgain', v: 1, step: step.id, because });
  const anchor = step.window && state.anchors.get(step.window.from);
  if (anchor) armWindow(collector, step, anchor, now);
}

/** Why a step that did not apply is to be done like any other after all; undefined as long as it is not. */
export function reasonToReopen(
  { state, facts, language }: FormulaContext,
  before: readonly string[],
  result: ConditionResult,
): string | undefined {
  if ('undecided' in result) return result.undecided;
  if (result.holds) return result.because;
  const open = before.find((id) => !state.steps.has(id) || state.steps.get(id)?.status === 'in_progress');
  return open === undefined
    ? undefined
    : `${DO_FIRST[language]}: ${stepOf(facts.recipe, open)?.title[language] ?? open}`;
}

const leftOutFinding = (because: string): ExceptionFinding => ({
  class: 'step_left_out',
  severity: 'major',
  observation: { found: because },
});

/** The batch as it will be after the events decided so far; a copy, for the decision may still come to nothing. */
export function stateAfter({ state, events }: EventCollector, context: DecisionContext): Batch {
  const ahead = {
    ...state,
    steps: new Map(state.steps),
    anchors: new Map(state.anchors),
    timers: new Map(state.timers),
    exceptions: new Map(state.exceptions),
    participants: new Set(state.participants),
    opened: new Map(state.opened),
  };
  for (const event of events) applyEvent(ahead, event, context);
  return ahead;
}

function applyEvent(ahead: Batch, event: BatchEvent, { now }: DecisionContext): void {
  evolveBatch(ahead, ahead.id, { event, stamp: { at: now, seq: ahead.seq + 1 } });
}
