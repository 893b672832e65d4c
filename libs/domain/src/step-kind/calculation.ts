import { figureLine } from './described-outcome.js';
import { evaluateFormula } from '../formula/evaluate-formula.js';
import { formulaOf } from '../formula/formula-of.js';
import { namesIn, type Figure } from '../formula/formula.js';
import { roundedTo, type DecimalText } from '../quantity/decimal.js';
import { formatQuantity, localizeDecimals } from '../quantity/format-quantity.js';
import type { Parameter } from '../quantity/parameter.js';
import type { UnitCode } from '../quantity/unit.js';
import { formatRefusal, refusal, type Refusal } from '../refusal.js';
import type { Text } from '../text.js';
import { compareWithLimits } from './figure.js';
import { rejection } from './interpreted-answer.js';
import { recordedLine, signedLine } from './signed-line.js';
import type { StepCommon } from './step-common.js';
import type { RecordedFigure, StepContext } from './step-context.js';
import type { StepKindRules } from './step-kind.js';

/** Figures for a formula's names, each in the unit of its parameter, and what must come out of them. */
export type FormulaTestCase = Readonly<{ given: Readonly<Record<string, DecimalText>>; gives: DecimalText }>;
/** A step whose figure is calculated from figures that were recorded before. */
export type CalculationStep = StepCommon &
  Readonly<{ kind: 'calculation'; parameter: Parameter; formula: string; examples: readonly FormulaTestCase[] }>;
export type CalculationKind = Readonly<{
  step: CalculationStep;
  answer: Readonly<{ kind: 'calculation' }>;
  outcome: Readonly<{ kind: 'calculation'; value: DecimalText; unit: UnitCode; explained: string }>;
}>;

const EXPLAINED: Text = { en: 'Calculated as', nl: 'Berekend als' };

export const CALCULATION: StepKindRules<CalculationKind> = {
  expectedAnswer: { en: 'it asks to confirm a calculation.', nl: 'gevraagd is een berekening te bevestigen.' },
  identifies: false,
  isAnsweredByDevice: () => false,
  neededLabel: undefined,
  isSameOutcome: undefined,
  outcomeFields: { value: 'decimal', unit: 'unit', explained: 'text' },
  parseAnswer: () => ({ kind: 'calculation' }),
  // It takes the record to know the figure.
  reasonNeededFor: () => undefined,
  interpret: (context, step) => {
    const { language } = context;
    const result = calculate(context, step);
    if ('refused' in result) {
      return { ...rejection(result), lines: [recordedLine(formatRefusal(result, language), language)] };
    }
    const { value, unrounded, explained } = result;
    const compared = compareWithLimits(step.parameter, value, language, unrounded);
    return {
      ...compared,
      outcome: { kind: 'calculation', value, unit: step.parameter.unit, explained },
      lines: [...compared.lines, signedLine(EXPLAINED, explained, language)],
    };
  },
  formatOutcome: (_step, { value, unit }, language) => formatQuantity(value, unit, language),
  describeOutcome: (_step, { value, unit, explained }, language) => ({
    lines: [figureLine(formatQuantity(value, unit, language))],
    notes: [{ kind: 'explained', as: localizeDecimals(explained, language) }],
  }),
  faults: () => [],
  numbered: (step, { formula, parameter }) => ({
    ...step,
    formula: formula(step.formula),
    examples: step.examples.map(({ given, gives }) => ({
      given: Object.fromEntries(Object.entries(given).map(([name, value]) => [formula(name), value])),
      gives,
    })),
    parameter: parameter(step.parameter),
  }),
};

/** The parameters a calculation is made of. */
export const parametersOf = (step: CalculationStep): readonly string[] => namesIn(formulaOf(step));

/** `value` is rounded to the parameter's decimals and recorded; `unrounded` is compared with the limits (Ph. Eur.). */
type CalculatedFigure = Readonly<{ value: string; unrounded: string; explained: string }>;

/** Calculates a step's formula from the figures recorded so far; a refusal when one is missing or nothing comes out. */
function calculate(context: StepContext, step: CalculationStep): Refusal | CalculatedFigure {
  const { unit, decimals } = step.parameter;
  const formula = formulaOf(step);
  const figures: Record<string, Figure> = {};
  for (const name of namesIn(formula)) {
    const recorded = context.figureOf(name);
    if ('missing' in recorded) return formulaFailed(missingText(recorded), context);
    figures[name] = recorded.figure;
  }
  const result = evaluateFormula(formula, figures, unit);
  if ('fault' in result) return formulaFailed(result.fault.message, context);
  return { value: roundedTo(result.value, decimals), unrounded: result.value, explained: result.explained };
}

const formulaFailed = (what: Text, { language }: StepContext): Refusal =>
  refusal('FORMULA_FAILED', { what: what[language] });

const missingText = ({ missing, title }: Extract<RecordedFigure, { missing: string }>): Text =>
  missing === 'not applicable'
    ? { en: `"${title.en}" does not apply.`, nl: `"${title.nl}" is niet van toepassing.` }
    : { en: `"${title.en}" was not recorded yet.`, nl: `"${title.nl}" is nog niet vastgelegd.` };
