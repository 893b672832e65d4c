import { qualityOf } from '../device/signal.js';
import { decimalsOf, isDecimal } from '../quantity/decimal.js';
import { levelOf, limitShown, SEVERITY_OF } from '../quantity/limits.js';
import { readDecimal } from '../quantity/read-decimal.js';
import { separated, shown } from '../quantity/said.js';
import type { CalculationStep, DeviceStep, EntryStep, Parameter } from '../recipe/recipe.js';
import { refusal, type Refusal } from '../refusal.js';
import type { Language, Text } from '../text.js';
import { elapsedMs } from '../time.js';
import { calculate } from './calculate.js';
import type { Answer } from './command.js';
import { deviceOnOtherBatch, shownForOtherBatch } from './device-batch.js';
import type { Outcome } from './event.js';
import { readable, unreadable, type Readable, type Reading } from './reading.js';
import type { Situation } from './situation.js';

/** A reading older than this is no longer what the device says now. Site milliseconds. */
export const DEVICE_READING_AGE_MAX_MS = 5 * 60_000;
/** Real milliseconds a reading needs to get here and a person to take it over; counts when the site clock runs fast. */
const DEVICE_READING_DELAY_MAX_MS = 30_000;

export function readEntry({ language }: Situation, step: EntryStep, typed: string): Reading {
  const value = readTyped(step.parameter, typed);
  if (typeof value !== 'string') return unreadable(value);
  return judged({ kind: 'entry', value, unit: step.parameter.unit, typed }, value, step.parameter, language);
}

/** The canonical decimal of what was typed, or why it is not one. Never guesses, never rounds (T20). */
export function readTyped(parameter: Parameter, typed: string): string | Refusal {
  const read = readDecimal(typed);
  if (read.kind === 'not a number') return refusal('NOT_A_NUMBER', { typed });
  if (read.kind === 'ask') {
    const [decimal, thousands] = read.readings;
    return refusal('NUMBER_UNCLEAR', { typed, first: withoutZeros(decimal), second: thousands });
  }
  if (decimalsOf(read.text) > parameter.decimals) {
    return refusal('TOO_MANY_DECIMALS', { typed, decimals: String(parameter.decimals) });
  }
  return read.text;
}

// "1.000" as a decimal is offered as 1, which can be typed again without being asked again.
const withoutZeros = (decimal: string): string => decimal.replace(/\.?0+$/, '');

export function readCalculation(situation: Situation, step: CalculationStep): Reading {
  const result = calculate(situation, step);
  if ('refused' in result) return unreadable(result);
  const { value, unrounded, explained } = result;
  const { unit } = step.parameter;
  return judged({ kind: 'calculation', value, unit, explained }, unrounded, step.parameter, situation.language);
}

/** Records the reading that the person saw, and only if the log holds exactly that one, good and fresh. */
export function readDevice(
  situation: Situation,
  step: DeviceStep,
  answer: Extract<Answer, { kind: 'device' }>,
): Reading {
  const otherBatch = deviceOnOtherBatch(situation);
  if (otherBatch) return otherBatch;
  const { state, facts, now, language } = situation;
  const { reading } = facts;
  const none = unreadable(refusal('NO_READING', { signal: step.signal }));
  if (reading?.signal !== step.signal || reading.device !== state.device?.id) return none;
  if (qualityOf(reading.statusCode) !== 'good' || !isDecimal(reading.value)) return none;
  if (reading.value !== answer.value || reading.sourceTime !== answer.sourceTime) {
    return unreadable(refusal('READING_MOVED'));
  }
  const age = Math.max(Math.abs(elapsedMs(reading.sourceTime, now)), elapsedMs(reading.receivedAt, now));
  const ageMax = Math.max(DEVICE_READING_AGE_MAX_MS, DEVICE_READING_DELAY_MAX_MS * (facts.clockRate ?? 1));
  if (age > ageMax) return none;
  // Measured a moment before the device was told of this batch: the next value is a few seconds away.
  if (shownForOtherBatch(situation)) return none;
  const { device, signal, value, sourceTime, receivedAt, statusCode } = reading;
  const { unit } = step.parameter;
  const outcome = { kind: 'device', signal, value, unit, device, sourceTime, receivedAt, statusCode } as const;
  return judged(outcome, value, step.parameter, language);
}

type Figured = Extract<Outcome, { value: string }>;

/** Weighs a figure against its limits: the worst level it lies outside of becomes the exception. */
function judged(outcome: Figured, value: string, parameter: Parameter, language: Language): Readable {
  const level = levelOf(parameter.limits, value);
  if (!level) return readable(outcome);
  const { unit } = parameter;
  const limit = limitShown(parameter.limits, level, language);
  const figure = shown(outcome.value, unit, language);
  const ask: Text = {
    en: `${figure} is outside ${limit}.`,
    nl: `${figure} ligt buiten ${limit}.`,
  };
  const deviation = { limit, found: separated(outcome.value, language), unit, detail: parameter.title[language] };
  return {
    outcome,
    findings: [{ class: 'out_of_limit', severity: SEVERITY_OF[level], deviation }],
    ask: ask[language],
  };
}
