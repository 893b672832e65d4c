import type { StepAnswer } from '@autolog/domain/batch/command';
import { exceededLevel, formatLimit } from '@autolog/domain/quantity/limits';
import { parseDecimal } from '@autolog/domain/quantity/parse-decimal';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import type { Parameter, Step } from '@autolog/domain/recipe/recipe';
import type { Language } from '@autolog/domain/text';

/** What is unusual about an answer, with the facts of its sentence; undefined when it needs no reason. */
export type Unusual = Readonly<{
  says: 'outside' | 'chosenDeviates' | 'stateDiffers' | 'typedByHand';
  facts: Readonly<Record<string, string>>;
}>;

/**
 * Asks before the signature what the server would ask after it, so that nobody signs twice. Only a courtesy: the
 * server decides, and asks itself when this does not (blind limits are not known here).
 */
export function asksReason(step: Step, answer: StepAnswer, language: Language): Unusual | undefined {
  if (step.kind === 'entry' && answer.kind === 'entry') {
    const typed = parseDecimal(answer.typed);
    return typed.kind === 'value' ? outside(step.parameter, typed.text, language) : undefined;
  }
  if (step.kind === 'device' && answer.kind === 'device') return outside(step.parameter, answer.value, language);
  if (step.kind === 'choice' && answer.kind === 'choice') {
    const option = step.options.find(({ id }) => id === answer.choice);
    return option?.deviates === undefined
      ? undefined
      : { says: 'chosenDeviates', facts: { title: option.title[language] } };
  }
  if (step.kind === 'check' && answer.kind === 'check') {
    const item = step.items.find(({ id, expected }) => answer.states[id] !== expected);
    if (item === undefined) return undefined;
    const titled = (id: string | undefined): string =>
      item.states.find((state) => state.id === id)?.title[language] ?? '–';
    return {
      says: 'stateDiffers',
      facts: { item: item.title[language], found: titled(answer.states[item.id]), expected: titled(item.expected) },
    };
  }
  return (answer.kind === 'scan' || answer.kind === 'sample') && answer.byHand
    ? { says: 'typedByHand', facts: {} }
    : undefined;
}

function outside({ limits, unit }: Parameter, value: string, language: Language): Unusual | undefined {
  const level = exceededLevel(limits, value);
  if (level === undefined) return undefined;
  return {
    says: 'outside',
    facts: { value: formatQuantity(value, unit, language), limit: formatLimit(limits, level, language) },
  };
}
