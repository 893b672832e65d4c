import { conditionDependsOn, evaluateConditions } from '../state/condition.js';
import { allSteps, parameterOf, stepOf } from '../../recipe/recipe-index.js';
import type { Step } from '../../recipe/recipe.js';
import { DONE, type Decision } from '../../refusal.js';
import type { Text } from '../../text.js';
import { collectEvents, raiseException } from './event-collector.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import { parametersOf } from '../../step-kind/calculation.js';
import type { BatchCommandOf } from '../command.js';
import type { BatchEvent, StepOutcome } from '../event.js';
import { interpretAnswer } from '../answer/interpret-answer.js';
import { answerDoesNotFit } from '../../step-kind/interpreted-answer.js';
import { rulesOf } from '../../step-kind/step-kinds.js';
import { formatOutcome } from '../answer/format-outcome.js';
import { stateAfter, resolveConditions } from './resolve-conditions.js';
import { wrongStatus, wrongRole, refused, refusedWith, signatureMissing } from './refusals.js';
import type { DecisionContext } from '../state/decision-context.js';
import { personOf } from '../facts.js';
import type { Batch } from '../state/batch.js';

const NOT_CORRECTABLE: Text = {
  en: 'only entries, choices and checks can be corrected.',
  nl: 'alleen getallen, keuzes en controles zijn te corrigeren.',
};
const SAME: Text = { en: 'it is what was recorded already.', nl: 'dit was al zo vastgelegd.' };

/** A correction stands beside what it corrects: the old value, its reason and its signatures stay in the record. */
export function correctStep(context: DecisionContext, command: BatchCommandOf<'CorrectStep'>): Decision<BatchEvent> {
  personOf(context.facts);
  const { state, facts, language } = context;
  const step = stepOf(facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const status = wrongStatus(context, 'in_process', 'finished') ?? wrongRole(context, step);
  if (status) return refusedWith(status);
  const record = state.steps.get(step.id);
  if (record?.status === 'not_applicable') return refused('STEP_NOT_APPLICABLE', { because: record.because });
  if (record?.status !== 'done') return refused('STEP_NOT_STARTED');
  const { isSameOutcome } = rulesOf(step.kind);
  if (!isSameOutcome) return refusedWith(answerDoesNotFit(language, NOT_CORRECTABLE));
  const interpreted = interpretAnswer(context, step, command.answer);
  if ('refused' in interpreted) return refusedWith(interpreted.refused);
  if (isSameOutcome(record.outcome, interpreted.outcome)) return refusedWith(answerDoesNotFit(language, SAME));
  const missing = signatureMissing(context, step, command.signature);
  if (missing) return refusedWith(missing);
  const { reason, signature } = command;
  const collector = collectEvents(state);
  collector.events.push({
    type: 'StepCorrected',
    v: 1,
    step: step.id,
    was: record.outcome,
    now: interpreted.outcome,
    reason,
    awaitsWitness: step.signature === 'performer+witness',
    ...(signature && { signature }),
  });
  const used = dependentSteps(context, stateAfter(collector, context), step);
  const finding = correctionFinding(context, step, record.outcome, { used, witnessed: record.witness !== undefined });
  raiseException(collector, finding, { step: step.id, reason });
  for (const found of interpreted.findings) raiseException(collector, found, { step: step.id, reason });
  resolveConditions(collector, context);
  return { append: collector.events, answer: DONE };
}

/** More severe once a second person had seen the old value, or something was calculated or decided with it. */
function correctionFinding(
  { language }: DecisionContext,
  step: Step,
  was: StepOutcome,
  { used, witnessed }: Readonly<{ used: readonly Step[]; witnessed: boolean }>,
): ExceptionFinding {
  const titles = used.map((other) => other.title[language]);
  const detail = titles.length > 0 ? { detail: titles.join(', ') } : {};
  return {
    class: 'correction',
    severity: witnessed || titles.length > 0 ? 'major' : 'minor',
    observation: { found: formatOutcome(step, was, language), ...detail },
  };
}

/**
 * Steps that depend on the corrected value: recorded calculations, steps done or left out because of it, and steps whose
 * condition it now changes. A correction that removes a coming step must be visible in the review.
 */
function dependentSteps(context: DecisionContext, corrected: Batch, step: Step): readonly Step[] {
  const { state, facts } = context;
  const parameter = parameterOf(step)?.id;
  return allSteps(facts.recipe).filter((other) => {
    const recorded = state.steps.has(other.id);
    if (conditionDependsOn(facts.recipe, other, step)) {
      return recorded || isApplicable(context, other) !== isApplicable({ ...context, state: corrected }, other);
    }
    return (
      recorded && other.kind === 'calculation' && parameter !== undefined && parametersOf(other).includes(parameter)
    );
  });
}

/** Without an answer a step is done. */
function isApplicable(context: DecisionContext, step: Step): boolean {
  const result = evaluateConditions(context, step);
  return !('holds' in result) || result.holds;
}
