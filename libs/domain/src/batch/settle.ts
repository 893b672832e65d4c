import { conditionalSteps, verdictOf, type Verdict } from '../recipe/condition.js';
import { stepOf } from '../recipe/find.js';
import { predecessorsOf } from '../recipe/order.js';
import type { Step } from '../recipe/recipe.js';
import { isSettled } from '../readiness.js';
import type { Text } from '../text.js';
import { disarm, raiseOncePerStep, type Appending, type Finding } from './appending.js';
import type { Asked } from './calculate.js';
import { armWindow } from './decide-timer.js';
import type { BatchEvent } from './event.js';
import { evolveBatch } from './evolve.js';
import type { Situation } from './situation.js';
import type { Batch } from './state.js';

const FIRST: Text = { en: 'first do', nl: 'doe eerst' };

/**
 * Decides the conditions that the events of this decision made decidable, at its end. A step whose condition does not
 * hold is not applicable, and what waits for it goes on; one left out before is to be done after all when a correction
 * makes its condition hold, or opens again what it waits for. What was begun or done stays so.
 */
export function settle(to: Appending, situation: Situation): void {
  const conditional = conditionalSteps(situation.facts.recipe);
  if (conditional.length === 0) return;
  const ahead = foreseen(to, situation);
  for (const step of conditional) {
    const before = to.events.length;
    settleStep({ state: ahead, events: to.events }, { ...situation, state: ahead }, step, to);
    for (const event of to.events.slice(before)) foresee(ahead, event, situation);
  }
}

function settleStep(to: Appending, situation: Situation, step: Step, decision: Appending): void {
  const { state, facts, now } = situation;
  const record = state.steps.get(step.id);
  const before = predecessorsOf(facts.recipe).get(step.id) ?? [];
  if (!record) {
    if (!before.every((id) => isSettled(state, id))) return;
    const verdict = verdictOf(situation, step);
    if (!('holds' in verdict) || verdict.holds) return;
    to.events.push({ type: 'StepNotApplicable', v: 1, step: step.id, because: verdict.because });
    disarm(to, step.id);
    return;
  }
  if (record.status !== 'not_applicable') return;
  const verdict = verdictOf(situation, step);
  const because = reopenedBy(situation, before, verdict);
  if (because === undefined) return;
  // A finished batch has given its room and device back: what was left out stays out, and the review must know.
  if (state.status !== 'in_process') {
    if ('holds' in verdict && verdict.holds) raiseOncePerStep(decision, leftOut(because), step.id);
    return;
  }
  to.events.push({ type: 'StepApplicableAgain', v: 1, step: step.id, because });
  const anchor = step.window && state.anchors.get(step.window.from);
  if (anchor) armWindow(to, step, anchor, now);
}

/** Why a step that did not apply is to be done like any other after all; undefined as long as it is not. */
export function reopenedBy(
  { state, facts, language }: Asked,
  before: readonly string[],
  verdict: Verdict,
): string | undefined {
  if ('undecided' in verdict) return verdict.undecided;
  if (verdict.holds) return verdict.because;
  const open = before.find((id) => !state.steps.has(id) || state.steps.get(id)?.status === 'in_progress');
  return open === undefined ? undefined : `${FIRST[language]}: ${stepOf(facts.recipe, open)?.title[language] ?? open}`;
}

const leftOut = (because: string): Finding => ({
  class: 'step_left_out',
  severity: 'major',
  deviation: { found: because },
});

/** The batch as it will be after the events decided so far; a copy, for the decision may still come to nothing. */
export function foreseen({ state, events }: Appending, situation: Situation): Batch {
  const ahead = {
    ...state,
    steps: new Map(state.steps),
    anchors: new Map(state.anchors),
    timers: new Map(state.timers),
    exceptions: new Map(state.exceptions),
    participants: new Set(state.participants),
    opened: new Map(state.opened),
  };
  for (const event of events) foresee(ahead, event, situation);
  return ahead;
}

function foresee(ahead: Batch, event: BatchEvent, { now }: Situation): void {
  evolveBatch(ahead, ahead.id, { event, stamp: { at: now, seq: ahead.seq + 1 } });
}
