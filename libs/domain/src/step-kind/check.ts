import type { ExceptionFinding, Observation } from '../exception/exception.js';
import { fault, type RecipeFault } from '../recipe-fault.js';
import type { Language, Text } from '../text.js';
import { answerDoesNotFit, rejection, type InterpretedAnswer } from './interpreted-answer.js';
import { recordedLine } from './signed-line.js';
import type { NamedItem, StepCommon } from './step-common.js';
import type { StepContext } from './step-context.js';
import type { StepKindRules } from './step-kind.js';

type CheckItem = NamedItem & Readonly<{ states: readonly NamedItem[]; expected: string }>;
/** Each item asks for the state found, never for a tick (T11). */
type CheckStep = StepCommon & Readonly<{ kind: 'check'; items: readonly CheckItem[] }>;
/** The state that was found, by item. */
type States = Readonly<Record<string, string>>;
export type CheckKind = Readonly<{
  step: CheckStep;
  answer: Readonly<{ kind: 'check'; states: States }>;
  outcome: Readonly<{ kind: 'check'; states: States }>;
}>;

const CHECK_ITEMS_MAX = 50;

const INCOMPLETE: Text = {
  en: 'record the state you found for every item, and for no other.',
  nl: 'leg voor elk punt, en voor geen ander, de gevonden toestand vast.',
};

export const CHECK: StepKindRules<CheckKind> = {
  expectedAnswer: { en: 'it asks for the state of every item.', nl: 'gevraagd is de toestand van elk punt.' },
  identifies: false,
  isAnsweredByDevice: () => false,
  neededLabel: undefined,
  isSameOutcome: (was, now) => Object.entries(was.states).every(([item, found]) => now.states[item] === found),
  outcomeFields: { states: 'names by name' },
  parseAnswer: ({ states = {} }) => {
    const count = Object.keys(states).length;
    return count === 0 || count > CHECK_ITEMS_MAX ? 'a check needs `states`' : { kind: 'check', states: { ...states } };
  },
  reasonNeededFor: ({ items }, { states }, language) => {
    const first = items.find((item) => stateOf(item, states) !== item.expected);
    return first && unexpectedText(observationOf(first, states, language))[language];
  },
  interpret: interpretCheck,
  formatOutcome: (step, { states }, language) => formatStates(step, states, language),
  describeOutcome: ({ items }, { states }, language) => ({
    lines: items.map((item) => ({
      label: item.title[language],
      text: titleOf(item, states[item.id], language) ?? states[item.id] ?? '–',
      figure: false,
      unexpected: states[item.id] !== item.expected,
    })),
    notes: [],
  }),
  faults: ({ items }, path) => items.flatMap((item, index) => itemFaults(item, `${path}/items/${index}`)),
  numbered: (step) => step,
};

/** Each item needs the state found; every state other than the expected one is an exception of its own. */
function interpretCheck(
  { language }: StepContext,
  step: CheckStep,
  { states }: CheckKind['answer'],
): InterpretedAnswer<CheckKind['outcome']> {
  const lines = [recordedLine(formatStates(step, states, language), language)];
  const recorded: Record<string, string> = {};
  for (const item of step.items) {
    const found = stateOf(item, states);
    if (found !== undefined) recorded[item.id] = found;
  }
  const asked = step.items.length;
  if (Object.keys(recorded).length !== asked || Object.keys(states).length !== asked) {
    return { ...rejection(answerDoesNotFit(language, INCOMPLETE)), lines };
  }
  const observations = step.items
    .filter((item) => recorded[item.id] !== item.expected)
    .map((item) => observationOf(item, states, language));
  const findings = observations.map((observation): ExceptionFinding => ({
    class: 'unexpected_state',
    severity: 'major',
    observation,
  }));
  const [first] = observations;
  const outcome = { kind: 'check', states: recorded } as const;
  return { outcome, findings, ...(first && { reasonNeededFor: unexpectedText(first)[language] }), lines };
}

/** The state that was found for an item; undefined when the item has no such state. */
function stateOf({ id, states }: CheckItem, found: States): string | undefined {
  const answered = Object.hasOwn(found, id) ? found[id] : undefined;
  return states.find((state) => state.id === answered)?.id;
}

const titleOf = ({ states }: CheckItem, state: string | undefined, language: Language): string | undefined =>
  states.find(({ id }) => id === state)?.title[language];

const observationOf = (item: CheckItem, found: States, language: Language): Required<Omit<Observation, 'unit'>> => ({
  limit: titleOf(item, item.expected, language) ?? item.expected,
  found: titleOf(item, stateOf(item, found), language) ?? '–',
  detail: item.title[language],
});

const unexpectedText = ({ detail, found, limit }: Required<Omit<Observation, 'unit'>>): Text => ({
  en: `${detail}: ${found}, expected ${limit}.`,
  nl: `${detail}: ${found}, verwacht ${limit}.`,
});

const formatStates = ({ items }: CheckStep, found: States, language: Language): string =>
  items.map((item) => `${item.title[language]}: ${titleOf(item, stateOf(item, found), language) ?? '–'}`).join('; ');

function itemFaults({ states, expected }: CheckItem, path: string): readonly RecipeFault[] {
  const faults: RecipeFault[] = [];
  if (states.length < 2) {
    faults.push(
      fault(
        `${path}/states`,
        'An item with one state is a bare tick; offer the states that can be found.',
        'Een punt met één toestand is een kaal vinkje; bied de toestanden aan die men kan vinden.',
      ),
    );
  }
  if (!states.some(({ id }) => id === expected)) {
    faults.push(
      fault(
        `${path}/expected`,
        `The expected state "${expected}" is not one of the states.`,
        `De verwachte toestand "${expected}" staat niet bij de toestanden.`,
      ),
    );
  }
  return faults;
}
