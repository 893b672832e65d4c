import { figureLine } from './described-outcome.js';
import { decimalsOf, type DecimalText } from '../quantity/decimal.js';
import { formatQuantity } from '../quantity/format-quantity.js';
import type { Parameter } from '../quantity/parameter.js';
import { parseDecimal } from '../quantity/parse-decimal.js';
import type { UnitCode } from '../quantity/unit.js';
import { formatRefusal, refusal, type Refusal } from '../refusal.js';
import { compareWithLimits } from './figure.js';
import { rejection } from './interpreted-answer.js';
import { recordedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { StepKindRules } from './step-kind.js';

/** A step that asks a person for a figure. */
export type EntryStep = StepCommon & Readonly<{ kind: 'entry'; parameter: Parameter }>;
export type EntryKind = Readonly<{
  step: EntryStep;
  answer: Readonly<{ kind: 'entry'; typed: string }>;
  /** `typed` is what the person typed; `value` the same number in canonical form. */
  outcome: Readonly<{ kind: 'entry'; value: DecimalText; unit: UnitCode; typed: string }>;
}>;

export const ENTRY: StepKindRules<EntryKind> = {
  expectedAnswer: { en: 'it asks for a figure.', nl: 'gevraagd is een getal.' },
  identifies: false,
  isAnsweredByDevice: () => false,
  neededLabel: undefined,
  isSameOutcome: (was, now) => was.value === now.value,
  outcomeFields: { value: 'decimal', unit: 'unit', typed: 'text' },
  parseAnswer: ({ typed }) => (typed === undefined ? 'an entry needs `typed`' : { kind: 'entry', typed }),
  reasonNeededFor: ({ parameter }, { typed }, language) => {
    const value = parseTypedFigure(parameter, typed);
    return typeof value === 'string' ? compareWithLimits(parameter, value, language).reasonNeededFor : undefined;
  },
  interpret: ({ language }, { parameter }, { typed }) => {
    const value = parseTypedFigure(parameter, typed);
    if (typeof value !== 'string') {
      return { ...rejection(value), lines: [recordedLine(formatRefusal(value, language), language)] };
    }
    const outcome = { kind: 'entry', value, unit: parameter.unit, typed } as const;
    return { outcome, ...compareWithLimits(parameter, value, language) };
  },
  formatOutcome: (_step, { value, unit }, language) => formatQuantity(value, unit, language),
  describeOutcome: (_step, { value, unit, typed }, language) => ({
    lines: [figureLine(formatQuantity(value, unit, language))],
    notes: isSameNumber(typed, value) ? [] : [{ kind: 'typed', as: typed }],
  }),
  faults: () => [],
  numbered: (step, { parameter }) => ({ ...step, parameter: parameter(step.parameter) }),
};

/** The canonical decimal of what was typed, or why it is not one. Never guesses, never rounds (T20). */
function parseTypedFigure(parameter: Parameter, typed: string): string | Refusal {
  const parsed = parseDecimal(typed);
  if (parsed.kind === 'not a number') return refusal('NOT_A_NUMBER', { typed });
  if (parsed.kind === 'ask') {
    const [decimal, thousands] = parsed.candidates;
    return refusal('NUMBER_UNCLEAR', { typed, first: withoutZeros(decimal), second: thousands });
  }
  if (decimalsOf(parsed.text) > parameter.decimals) {
    return refusal('TOO_MANY_DECIMALS', { typed, decimals: String(parameter.decimals) });
  }
  return parsed.text;
}

// "1.000" as a decimal is offered as 1, which can be typed again without being asked again.
const withoutZeros = (decimal: string): string => decimal.replace(/\.?0+$/, '');

/** What was typed is mentioned only where it reads differently: "92,4" for 92.4 is the same number. */
const isSameNumber = (typed: string, value: string): boolean => typed.trim().replace(',', '.') === value;
