import { restsOn, verdictOf } from '../recipe/condition.js';
import { allSteps, parameterOf, stepOf } from '../recipe/find.js';
import type { Step } from '../recipe/recipe.js';
import { DONE, type Decision } from '../refusal.js';
import type { Text } from '../text.js';
import { appending, raise, type Finding } from './appending.js';
import { parametersOf } from './calculate.js';
import type { BatchCommand } from './command.js';
import type { BatchEvent, Outcome } from './event.js';
import { readAnswer } from './read-answer.js';
import { answerDoesNotFit } from './reading.js';
import { outcomeShown } from './outcome-shown.js';
import { foreseen, settle } from './settle.js';
import { notIn, notTheirs, personOf, refused, refusedAs, unsigned, type Situation } from './situation.js';
import type { Batch } from './state.js';

export const CORRECTABLE: readonly Step['kind'][] = ['entry', 'choice', 'check'];
const NOT_CORRECTABLE: Text = {
  en: 'only entries, choices and checks can be corrected.',
  nl: 'alleen getallen, keuzes en controles zijn te verbeteren.',
};
const SAME: Text = { en: 'it is what was recorded already.', nl: 'dit was al zo vastgelegd.' };

/** A correction stands beside what it corrects: the old value, its reason and its signatures stay in the record. */
export function correctStep(
  situation: Situation,
  command: Extract<BatchCommand, { type: 'CorrectStep' }>,
): Decision<BatchEvent> {
  personOf(situation.facts);
  const { state, facts, language } = situation;
  const step = stepOf(facts.recipe, command.step);
  if (!step) return refused('STEP_UNKNOWN', { step: command.step });
  const status = notIn(situation, 'in_process', 'finished') ?? notTheirs(situation, step);
  if (status) return refusedAs(status);
  const record = state.steps.get(step.id);
  if (record?.status === 'not_applicable') return refused('STEP_NOT_APPLICABLE', { because: record.because });
  if (record?.status !== 'done') return refused('STEP_NOT_STARTED');
  if (!CORRECTABLE.includes(step.kind)) return refusedAs(answerDoesNotFit(language, NOT_CORRECTABLE));
  const reading = readAnswer(situation, step, command.answer);
  if ('refused' in reading) return refusedAs(reading.refused);
  if (isSame(record.outcome, reading.outcome)) return refusedAs(answerDoesNotFit(language, SAME));
  const missing =
    step.signature === 'none' && !command.signature ? undefined : unsigned(situation, 'performed', command.signature);
  if (missing) return refusedAs(missing);
  const { reason, signature } = command;
  const to = appending(state);
  to.events.push({
    type: 'StepCorrected',
    v: 1,
    step: step.id,
    was: record.outcome,
    now: reading.outcome,
    reason,
    awaitsWitness: step.signature === 'performer+witness',
    ...(signature && { signature }),
  });
  const used = restingOn(situation, foreseen(to, situation), step);
  const finding = correction(situation, step, record.outcome, { used, witnessed: record.witness !== undefined });
  raise(to, finding, { step: step.id, reason });
  for (const found of reading.findings) raise(to, found, { step: step.id, reason });
  settle(to, situation);
  return { append: to.events, answer: DONE };
}

/** Weighs more once a second person had seen the old value, or something was calculated or decided with it. */
function correction(
  { language }: Situation,
  step: Step,
  was: Outcome,
  { used, witnessed }: Readonly<{ used: readonly Step[]; witnessed: boolean }>,
): Finding {
  const titles = used.map((other) => other.title[language]);
  const detail = titles.length > 0 ? { detail: titles.join(', ') } : {};
  return {
    class: 'correction',
    severity: witnessed || titles.length > 0 ? 'major' : 'minor',
    deviation: { found: outcomeShown(step, was, language), ...detail },
  };
}

/**
 * Recorded calculations made with it, steps that were done or left out because of it, and steps that it decides the
 * other way: who sees what is to come may not make it go away unseen.
 */
function restingOn(situation: Situation, corrected: Batch, step: Step): readonly Step[] {
  const { state, facts } = situation;
  const parameter = parameterOf(step)?.id;
  return allSteps(facts.recipe).filter((other) => {
    const recorded = state.steps.has(other.id);
    if (restsOn(facts.recipe, other, step)) {
      return recorded || applies(situation, other) !== applies({ ...situation, state: corrected }, other);
    }
    return (
      recorded && other.kind === 'calculation' && parameter !== undefined && parametersOf(other).includes(parameter)
    );
  });
}

/** Without an answer a step is done. */
function applies(situation: Situation, step: Step): boolean {
  const verdict = verdictOf(situation, step);
  return !('holds' in verdict) || verdict.holds;
}

function isSame(a: Outcome, b: Outcome): boolean {
  if (a.kind === 'entry' && b.kind === 'entry') return a.value === b.value;
  if (a.kind === 'choice' && b.kind === 'choice') return a.choice === b.choice;
  if (a.kind !== 'check' || b.kind !== 'check') return false;
  return Object.entries(a.states).every(([item, found]) => b.states[item] === found);
}
