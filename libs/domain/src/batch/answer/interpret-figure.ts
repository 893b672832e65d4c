import { qualityOf } from '../../device/signal.js';
import { decimalsOf, isDecimal } from '../../quantity/decimal.js';
import { exceededLevel, formatLimit } from '../../quantity/limits.js';
import { SEVERITY_OF } from '../../exception/exception.js';
import { parseDecimal } from '../../quantity/parse-decimal.js';
import { formatDecimal, formatQuantity } from '../../quantity/format-quantity.js';
import type { CalculationStep, DeviceStep, EntryStep, Parameter } from '../../recipe/recipe.js';
import { refusal, type Refusal } from '../../refusal.js';
import type { Language, Text } from '../../text.js';
import { elapsedMs } from '../../time.js';
import { calculate } from './calculate.js';
import type { StepAnswer } from '../command.js';
import { deviceOnOtherBatch, readingForOtherBatch } from './device-batch.js';
import type { StepOutcome } from '../event.js';
import { acceptAnswer, rejectAnswer, type AcceptedAnswer, type InterpretedAnswer } from './interpreted-answer.js';
import type { DecisionContext } from '../state/decision-context.js';

/** A reading older than this is no longer what the device says now. Site milliseconds. */
export const DEVICE_READING_AGE_MAX_MS = 5 * 60_000;
/** Real milliseconds a reading needs to get here and a person to take it over; counts when the site clock runs fast. */
const DEVICE_READING_DELAY_MAX_MS = 30_000;

export function interpretEntry({ language }: DecisionContext, step: EntryStep, typed: string): InterpretedAnswer {
  const value = parseTypedFigure(step.parameter, typed);
  if (typeof value !== 'string') return rejectAnswer(value);
  return withLimitFinding({ kind: 'entry', value, unit: step.parameter.unit, typed }, value, step.parameter, language);
}

/** The canonical decimal of what was typed, or why it is not one. Never guesses, never rounds (T20). */
export function parseTypedFigure(parameter: Parameter, typed: string): string | Refusal {
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

export function interpretCalculation(context: DecisionContext, step: CalculationStep): InterpretedAnswer {
  const result = calculate(context, step);
  if ('refused' in result) return rejectAnswer(result);
  const { value, unrounded, explained } = result;
  const { unit } = step.parameter;
  return withLimitFinding({ kind: 'calculation', value, unit, explained }, unrounded, step.parameter, context.language);
}

/** Records the reading that the person saw, and only if the log holds exactly that one, good and fresh. */
export function interpretDeviceReading(
  context: DecisionContext,
  step: DeviceStep,
  answer: Extract<StepAnswer, { kind: 'device' }>,
): InterpretedAnswer {
  const otherBatch = deviceOnOtherBatch(context);
  if (otherBatch) return otherBatch;
  const { state, facts, now, language } = context;
  const { reading } = facts;
  const none = rejectAnswer(refusal('NO_READING', { signal: step.signal }));
  if (reading?.signal !== step.signal || reading.device !== state.device?.id) return none;
  if (qualityOf(reading.statusCode) !== 'good' || !isDecimal(reading.value)) return none;
  if (reading.value !== answer.value || reading.sourceTime !== answer.sourceTime) {
    return rejectAnswer(refusal('READING_MOVED'));
  }
  const age = Math.max(Math.abs(elapsedMs(reading.sourceTime, now)), elapsedMs(reading.receivedAt, now));
  const ageMax = Math.max(DEVICE_READING_AGE_MAX_MS, DEVICE_READING_DELAY_MAX_MS * (facts.clockRate ?? 1));
  if (age > ageMax) return none;
  // Measured a moment before the device was told of this batch: the next value is a few seconds away.
  if (readingForOtherBatch(context)) return none;
  const { device, signal, value, sourceTime, receivedAt, statusCode } = reading;
  const { unit } = step.parameter;
  const outcome = { kind: 'device', signal, value, unit, device, sourceTime, receivedAt, statusCode } as const;
  return withLimitFinding(outcome, value, step.parameter, language);
}

type FigureOutcome = Extract<StepOutcome, { value: string }>;

/** Weighs a figure against its limits: the worst level it lies outside of becomes the exception. */
function withLimitFinding(
  outcome: FigureOutcome,
  value: string,
  parameter: Parameter,
  language: Language,
): AcceptedAnswer {
  const level = exceededLevel(parameter.limits, value);
  if (!level) return acceptAnswer(outcome);
  const { unit } = parameter;
  const limit = formatLimit(parameter.limits, level, language);
  const figure = formatQuantity(outcome.value, unit, language);
  const ask: Text = {
    en: `${figure} is outside ${limit}.`,
    nl: `${figure} ligt buiten ${limit}.`,
  };
  const deviation = { limit, found: formatDecimal(outcome.value, language), unit, detail: parameter.title[language] };
  return {
    outcome,
    findings: [{ class: 'out_of_limit', severity: SEVERITY_OF[level], observation: deviation }],
    reasonNeededFor: ask[language],
  };
}
