import { formatQuantity } from '../../quantity/format-quantity.js';
import type { Step } from '../../recipe/recipe.js';
import type { Language } from '../../text.js';
import type { StepOutcome } from '../event.js';

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
