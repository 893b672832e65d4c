import { fault } from '../recipe-fault.js';
import type { Severity } from '../exception/exception.js';
import type { Language, Text } from '../text.js';
import { answerDoesNotFit, rejection } from './interpreted-answer.js';
import { recordedLine } from './signed-line.js';
import type { NamedItem, StepCommon } from './step-common.js';
import type { StepKindRules } from './step-kind.js';

/** An option marked `deviates` may be true and must then be chosen: it raises an exception of that severity. */
type ChoiceStepOption = NamedItem & Readonly<{ deviates?: Severity }>;
/** A step that asks to choose one option. */
export type ChoiceStep = StepCommon & Readonly<{ kind: 'choice'; options: readonly ChoiceStepOption[] }>;
export type ChoiceKind = Readonly<{
  step: ChoiceStep;
  answer: Readonly<{ kind: 'choice'; choice: string }>;
  outcome: Readonly<{ kind: 'choice'; choice: string }>;
}>;

const UNKNOWN_OPTION: Text = { en: 'it has no such option.', nl: 'deze keuze bestaat niet.' };

export const CHOICE: StepKindRules<ChoiceKind> = {
  expectedAnswer: { en: 'it asks to choose one answer.', nl: 'gevraagd is één antwoord te kiezen.' },
  identifies: false,
  isAnsweredByDevice: () => false,
  neededLabel: undefined,
  isSameOutcome: (was, now) => was.choice === now.choice,
  outcomeFields: { choice: 'name' },
  parseAnswer: ({ choice }) => (choice === undefined ? 'a choice needs `choice`' : { kind: 'choice', choice }),
  reasonNeededFor: (step, { choice }, language) => deviationOf(optionOf(step, choice), language)?.reasonNeededFor,
  interpret: ({ language }, step, { choice }) => {
    const lines = [recordedLine(formatChoice(step, choice, language), language)];
    const option = optionOf(step, choice);
    if (!option) return { ...rejection(answerDoesNotFit(language, UNKNOWN_OPTION)), lines };
    const outcome = { kind: 'choice', choice } as const;
    return { outcome, findings: [], ...deviationOf(option, language), lines };
  },
  formatOutcome: (step, { choice }, language) => formatChoice(step, choice, language),
  describeOutcome: (step, { choice }, language) => ({
    lines: [
      {
        text: formatChoice(step, choice, language),
        figure: false,
        unexpected: optionOf(step, choice)?.deviates !== undefined,
      },
    ],
    notes: [],
  }),
  faults: ({ options }, path) => {
    if (options.length < 2) {
      return [
        fault(`${path}/options`, 'A choice needs at least two options.', 'Een keuze heeft minstens twee opties nodig.'),
      ];
    }
    if (options.some(({ deviates }) => deviates === undefined)) return [];
    return [
      fault(`${path}/options`, 'One option must be what is expected.', 'Eén optie moet zijn wat verwacht wordt.'),
    ];
  },
  numbered: (step) => step,
};

const optionOf = ({ options }: ChoiceStep, choice: string): ChoiceStepOption | undefined =>
  options.find(({ id }) => id === choice);

const formatChoice = (step: ChoiceStep, choice: string, language: Language): string =>
  optionOf(step, choice)?.title[language] ?? choice;

function deviationOf(option: ChoiceStepOption | undefined, language: Language) {
  if (option?.deviates === undefined) return undefined;
  const found = option.title[language];
  const reason: Text = { en: `"${found}" deviates.`, nl: `"${found}" wijkt af.` };
  return {
    findings: [{ class: 'deviating_choice', severity: option.deviates, observation: { found } }],
    reasonNeededFor: reason[language],
  } as const;
}
