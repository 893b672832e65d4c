import { recordedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { StepKindRules } from './step-kind.js';

/** A step that asks for nothing but a press. */
type InstructionStep = StepCommon & Readonly<{ kind: 'instruction' }>;
export type InstructionKind = Readonly<{
  step: InstructionStep;
  answer: Readonly<{ kind: 'instruction' }>;
  outcome: Readonly<{ kind: 'instruction' }>;
}>;

const DONE = { en: 'done', nl: 'gedaan' } as const;

export const INSTRUCTION: StepKindRules<InstructionKind> = {
  expectedAnswer: { en: 'it asks to confirm an instruction.', nl: 'gevraagd is een handeling te bevestigen.' },
  identifies: false,
  isAnsweredByDevice: () => false,
  neededLabel: undefined,
  isSameOutcome: undefined,
  outcomeFields: {},
  parseAnswer: () => ({ kind: 'instruction' }),
  reasonNeededFor: () => undefined,
  interpret: ({ language }) => ({
    outcome: { kind: 'instruction' },
    findings: [],
    lines: [recordedLine(DONE[language], language)],
  }),
  formatOutcome: (_step, _outcome, language) => DONE[language],
  describeOutcome: () => ({ lines: [], notes: [] }),
  faults: () => [],
  numbered: (step) => step,
};
