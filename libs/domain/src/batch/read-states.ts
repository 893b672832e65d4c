import type { CheckStep, ChoiceStep } from '../recipe/recipe.js';
import type { Text } from '../text.js';
import type { Finding } from './appending.js';
import { answerDoesNotFit, readable, unreadable, type Reading } from './reading.js';
import type { Situation } from './situation.js';

export function readChoice({ language }: Situation, step: ChoiceStep, choice: string): Reading {
  const option = step.options.find(({ id }) => id === choice);
  const unknown: Text = { en: 'it has no such option.', nl: 'deze keuze bestaat niet.' };
  if (!option) return unreadable(answerDoesNotFit(language, unknown));
  const outcome = { kind: 'choice', choice } as const;
  if (!option.deviates) return readable(outcome);
  const found = option.title[language];
  const ask: Text = { en: `"${found}" deviates.`, nl: `"${found}" wijkt af.` };
  return {
    outcome,
    findings: [{ class: 'deviating_choice', severity: option.deviates, deviation: { found } }],
    ask: ask[language],
  };
}

/** Each item needs the state found; every state other than the expected one is an exception of its own. */
export function readCheck({ language }: Situation, step: CheckStep, states: Readonly<Record<string, string>>): Reading {
  const incomplete: Text = {
    en: 'say of every item, and of no other, which state you found.',
    nl: 'zeg van elk punt, en van geen ander, welke toestand u vond.',
  };
  const findings: Finding[] = [];
  const recorded: Record<string, string> = {};
  for (const item of step.items) {
    const id = Object.hasOwn(states, item.id) ? states[item.id] : undefined;
    const found = item.states.find((state) => state.id === id);
    if (!found) return unreadable(answerDoesNotFit(language, incomplete));
    recorded[item.id] = found.id;
    if (found.id === item.expected) continue;
    const limit = item.states.find((state) => state.id === item.expected)?.title[language] ?? item.expected;
    const deviation = { limit, found: found.title[language], detail: item.title[language] };
    findings.push({ class: 'unexpected_state', severity: 'major', deviation });
  }
  if (Object.keys(states).length !== step.items.length) return unreadable(answerDoesNotFit(language, incomplete));
  const outcome = { kind: 'check', states: recorded } as const;
  const first = findings[0]?.deviation;
  if (!first) return readable(outcome);
  const ask: Text = {
    en: `${first.detail ?? ''}: ${first.found ?? ''}, expected ${first.limit ?? ''}.`,
    nl: `${first.detail ?? ''}: ${first.found ?? ''}, verwacht ${first.limit ?? ''}.`,
  };
  return { outcome, findings, ask: ask[language] };
}
