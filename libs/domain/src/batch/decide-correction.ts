import { restsOn } from '../recipe/condition.js';
import { allSteps, parameterOf, stepOf } from '../recipe/find.js';
import type { Recipe, Step } from '../recipe/recipe.js';
import { DONE, type Decision } from '../refusal.js';
import type { Text } from '../text.js';
import { appending, raise, type Finding } from './appending.js';
import { parametersOf } from './calculate.js';
import type { BatchCommand } from './command.js';
import type { BatchEvent, Outcome } from './event.js';
import { readAnswer } from './read-answer.js';
import { answerDoesNotFit } from './reading.js';
import { outcomeShown } from './outcome-shown.js';
import { settle } from './settle.js';
import { notIn, notTheirs, personOf, refused, refusedAs, unsigned, type Situation } from './situation.js';
import type { Batch } from './state.js';

const CORRECTABLE: readonly Step['kind'][] = ['entry', 'choice', 'check'];
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
  raise(to, correction(situation, step, record.outcome, record.witness !== undefined), { step: step.id, reason });
  for (const finding of reading.findings) raise(to, finding, { step: step.id, reason });
  settle(to, situation);
  return { append: to.events, answer: DONE };
}

/** Weighs more once a second person had seen the old value, or something was calculated or decided with it. */
function correction({ state, facts, language }: Situation, step: Step, was: Outcome, witnessed: boolean): Finding {
  const used = restingOn(facts.recipe, state, step).map((other) => other.title[language]);
  const detail = used.length > 0 ? { detail: used.join(', ') } : {};
  return {
    class: 'correction',
    severity: witnessed || used.length > 0 ? 'major' : 'minor',
    deviation: { found: outcomeShown(step, was, language), ...detail },
  };
}

/** Recorded calculations made with it, and steps that were done or left out because of it. */
function restingOn(recipe: Recipe, state: Batch, corrected: Step): readonly Step[] {
  const parameter = parameterOf(corrected)?.id;
  return allSteps(recipe).filter(
    (step) =>
      state.steps.has(step.id) &&
      (restsOn(recipe, step, corrected) ||
        (step.kind === 'calculation' && parameter !== undefined && parametersOf(step).includes(parameter))),
  );
}

function isSame(a: Outcome, b: Outcome): boolean {
  if (a.kind === 'entry' && b.kind === 'entry') return a.value === b.value;
  if (a.kind === 'choice' && b.kind === 'choice') return a.choice === b.choice;
  if (a.kind !== 'check' || b.kind !== 'check') return false;
  return Object.entries(a.states).every(([item, found]) => b.states[item] === found);
}
