import { isDecimal } from '../../quantity/decimal.js';
import { exceededLevel, LIMIT_LEVELS, formatLimit, type LimitLevel } from '../../quantity/limits.js';
import { formatQuantity } from '../../quantity/format-quantity.js';
import type { Parameter, Step } from '../../recipe/recipe.js';
import { REFUSALS, fillPlaceholders, type Refusal } from '../../refusal.js';
import type { Language, Text } from '../../text.js';
import { calculate } from '../answer/calculate.js';
import type { StepAnswer } from '../command.js';
import { formatOutcome } from '../answer/format-outcome.js';
import { parseTypedFigure } from '../answer/interpret-figure.js';
import { sampleNumber } from '../../label/sample-number.js';
import type { SignedLine } from './signing-content.js';
import type { DecisionContext } from '../state/decision-context.js';
import { startedAtOf } from '../state/batch.js';

type AnswerContext = Pick<DecisionContext, 'state' | 'facts' | 'language'>;

const RECORDED: Text = { en: 'Recorded', nl: 'Vastgelegd' };
const LIMIT: Text = { en: 'Outside the limit', nl: 'Buiten de grens' };
const LIMITS: Text = { en: 'Limits', nl: 'Grenzen' };
const LEVEL_TEXT: Readonly<Record<LimitLevel, Text>> = {
  alert: { en: 'alert', nl: 'waarschuwing' },
  action: { en: 'action', nl: 'actie' },
  stop: { en: 'stop', nl: 'stop' },
};
const EXPLAINED: Text = { en: 'Calculated as', nl: 'Berekend als' };
const SIGNAL: Text = { en: 'Signal', nl: 'Signaal' };
const MEASURED: Text = { en: 'Measured at', nl: 'Gemeten op' };
const SHOWN: Text = { en: 'Shown by the device at', nl: 'Getoond door het apparaat op' };
const SAMPLE: Text = { en: 'Sample needed', nl: 'Monster nodig' };
const STARTED: Text = { en: 'Started at', nl: 'Begonnen op' };
const MINIMUM: Text = { en: 'Minimum time', nl: 'Minimale tijd' };

/**
 * The lines of an answer as it would be recorded now, with unit and, when it lies outside, its limit. An answer that
 * cannot be recorded shows why; the decision will refuse it for the same reason.
 */
export function answerLines(context: AnswerContext, step: Step, answer: StepAnswer): readonly SignedLine[] {
  const { language } = context;
  const line = (label: Text, value: string): SignedLine => ({ label: label[language], value });
  const recorded = (value: string): SignedLine => line(RECORDED, value);
  if (answer.kind !== step.kind) return [recorded('–')];
  switch (answer.kind) {
    case 'instruction':
    case 'choice':
    case 'check':
      return [recorded(formatOutcome(step, answer, language))];
    case 'scan':
      return [recorded(formatOutcome(step, { ...answer }, language))];
    case 'sample': {
      const sample = sampleNumber(context.state.number, step.id);
      return [recorded(formatOutcome(step, { ...answer, sample }, language)), line(SAMPLE, sample)];
    }
    case 'activity':
      return [recorded(answer.value), line(SHOWN, answer.sourceTime)];
    case 'entry':
      return step.kind === 'entry'
        ? figureLines(context, step.parameter, parseTypedFigure(step.parameter, answer.typed))
        : [];
    case 'device':
      if (step.kind !== 'device') return [];
      return [
        ...figureLines(context, step.parameter, answer.value),
        line(SIGNAL, step.signal),
        line(MEASURED, answer.sourceTime),
      ];
    case 'calculation': {
      if (step.kind !== 'calculation') return [];
      const result = calculate(context, step);
      if ('refused' in result) return [recorded(formatRefusal(result, language))];
      return [
        ...figureLines(context, step.parameter, result.value, result.unrounded),
        line(EXPLAINED, result.explained),
      ];
    }
    case 'timer':
      if (step.kind !== 'timer') return [];
      return [line(STARTED, startedAtOf(context.state, step.id) ?? '–'), line(MINIMUM, step.min)];
    default:
      throw new Error(`unknown answer ${JSON.stringify(answer satisfies never)}`);
  }
}

function figureLines(
  { language }: AnswerContext,
  parameter: Parameter,
  value: string | Refusal,
  compared = value,
): readonly SignedLine[] {
  const recorded = RECORDED[language];
  if (typeof value !== 'string') return [{ label: recorded, value: formatRefusal(value, language) }];
  const line = { label: recorded, value: formatQuantity(value, parameter.unit, language) };
  // What the door let through as a device value may still be any text; the decision refuses it.
  const level =
    typeof compared === 'string' && isDecimal(compared) ? exceededLevel(parameter.limits, compared) : undefined;
  const outside = level && { label: LIMIT[language], value: formatLimit(parameter.limits, level, language) };
  return [line, ...(outside ? [outside] : []), ...limitsLine(parameter, language)];
}

/** All limits the value was weighed against; a blind parameter shows only the one a value lies outside of. */
function limitsLine({ blind, limits }: Parameter, language: Language): readonly SignedLine[] {
  const levels = LIMIT_LEVELS.filter((level) => limits[level] !== undefined).toReversed();
  if (blind || levels.length === 0) return [];
  const value = levels.map((level) => `${LEVEL_TEXT[level][language]} ${formatLimit(limits, level, language)}`);
  return [{ label: LIMITS[language], value: value.join(' · ') }];
}

const formatRefusal = ({ refused, facts }: Refusal, language: Language): string =>
  fillPlaceholders(REFUSALS[refused].message[language], facts);
