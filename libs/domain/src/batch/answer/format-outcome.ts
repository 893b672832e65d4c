import { formatQuantity } from '../../quantity/format-quantity.js';
import { isUnitCode, UNITS } from '../../quantity/unit.js';
import type { Step } from '../../recipe/recipe.js';
import type { Language } from '../../text.js';
import type { Observation, StepOutcome } from '../event.js';
import { EXCEPTION_CLASSES, type ExceptionClass } from '../../exception/exception.js';

/** What a step recorded, in one line as a person reads it: "92,4 %", "Helder", "Lege ruimte: ja; Werkblad: schoon". */
export function formatOutcome(step: Step, outcome: StepOutcome, language: Language): string {
  switch (outcome.kind) {
    case 'instruction':
      return { en: 'done', nl: 'gedaan' }[language];
    case 'entry':
    case 'calculation':
    case 'device':
      return formatQuantity(outcome.value, outcome.unit, language);
    case 'choice':
      return formatChoice(step, outcome.choice, language);
    case 'scan':
    case 'sample':
      return formatLabel(outcome, language);
    case 'activity':
      return `${outcome.activity} (${outcome.sourceTime})`;
    case 'check':
      return formatStates(step, outcome.states, language);
    case 'timer':
      return `${outcome.startedAt} – ${outcome.endedAt}`;
    default:
      throw new Error(`unknown outcome ${JSON.stringify(outcome satisfies never)}`);
  }
}

function formatLabel(outcome: Extract<StepOutcome, { byHand: boolean }>, language: Language): string {
  const notes = [
    ...(outcome.byHand ? [{ en: 'typed', nl: 'getypt' }[language]] : []),
    ...('opens' in outcome ? [{ en: 'opened', nl: 'geopend' }[language]] : []),
  ];
  return notes.length > 0 ? `${outcome.read} (${notes.join(', ')})` : outcome.read;
}

const formatChoice = (step: Step, choice: string, language: Language): string =>
  (step.kind === 'choice' && step.options.find(({ id }) => id === choice)?.title[language]) || choice;

function formatStates(step: Step, states: Readonly<Record<string, string>>, language: Language): string {
  if (step.kind !== 'check') return '';
  return step.items
    .map((item) => {
      const found = Object.hasOwn(states, item.id) ? states[item.id] : undefined;
      const title = item.states.find(({ id }) => id === found)?.title[language] ?? '–';
      return `${item.title[language]}: ${title}`;
    })
    .join('; ');
}

/** What an exception is about, in one line: its class, what it was found on, what was found, and the limit. */
export function formatException(kind: ExceptionClass, observation: Observation, language: Language): string {
  const { detail, found, limit, unit } = observation;
  const expected = { en: 'limit', nl: 'grens' }[language];
  return [
    EXCEPTION_CLASSES[kind][language],
    detail,
    withUnit(found, unit),
    limit !== undefined && `${expected} ${withUnit(limit, unit) ?? ''}`,
  ]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' · ');
}

/** A figure is nothing without its unit; an instant, a code or a word has none. */
const withUnit = (figure: string | undefined, unit: string | undefined): string | undefined =>
  figure !== undefined && unit !== undefined && isUnitCode(unit) && FIGURE_END.test(figure)
    ? `${figure} ${UNITS[unit].symbol}`.trim()
    : figure;
const FIGURE_END = /^[^A-Za-z]*\d$/;
