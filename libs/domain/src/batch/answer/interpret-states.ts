import type { CheckStep, ChoiceStep } from '../../recipe/recipe.js';
import type { Text } from '../../text.js';
import type { ExceptionFinding } from '../../exception/exception.js';
import { answerDoesNotFit, acceptAnswer, rejectAnswer, type InterpretedAnswer } from './interpreted-answer.js';
import type { DecisionContext } from '../state/decision-context.js';

export function interpretChoice({ language }: DecisionContext, step: ChoiceStep, choice: string): InterpretedAnswer {
  const option = step.options.find(({ id }) => id === choice);
  const unknown: Text = { en: 'it has no such option.', nl: 'deze keuze bestaat niet.' };
  if (!option) return rejectAnswer(answerDoesNotFit(language, unknown));
  const outcome = { kind: 'choice', choice } as const;
  if (!option.deviates) return acceptAnswer(outcome);
  const found = option.title[language];
  const ask: Text = { en: `"${found}" deviates.`, nl: `"${found}" wijkt af.` };
  return {
    outcome,
    findings: [{ class: 'deviating_choice', severity: option.deviates, observation: { found } }],
    reasonNeededFor: ask[language],
  };
}

/** Each item needs the state found; every state other than the expected one is an exception of its own. */
export function interpretCheck(
  { language }: DecisionContext,
  step: CheckStep,
  states: Readonly<Record<string, string>>,
): InterpretedAnswer {
  const incomplete: Text = {
    en: 'say of every item, and of no other, which state you found.',
    nl: 'zeg van elk punt, en van geen ander, welke toestand u vond.',
  };
  const findings: ExceptionFinding[] = [];
  const recorded: Record<string, string> = {};
  for (const item of step.items) {
    const id = Object.hasOwn(states, item.id) ? states[item.id] : undefined;
    const found = item.states.find((state) => state.id === id);
    if (!found) return rejectAnswer(answerDoesNotFit(language, incomplete));
    recorded[item.id] = found.id;
    if (found.id === item.expected) continue;
    const limit = item.states.find((state) => state.id === item.expected)?.title[language] ?? item.expected;
    const deviation = { limit, found: found.title[language], detail: item.title[language] };
    findings.push({ class: 'unexpected_state', severity: 'major', observation: deviation });
  }
  if (Object.keys(states).length !== step.items.length) return rejectAnswer(answerDoesNotFit(language, incomplete));
  const outcome = { kind: 'check', states: recorded } as const;
  const first = findings[0]?.observation;
  if (!first) return acceptAnswer(outcome);
  const ask: Text = {
    en: `${first.detail ?? ''}: ${first.found ?? ''}, expected ${first.limit ?? ''}.`,
    nl: `${first.detail ?? ''}: ${first.found ?? ''}, verwacht ${first.limit ?? ''}.`,
  };
  return { outcome, findings, reasonNeededFor: ask[language] };
}
