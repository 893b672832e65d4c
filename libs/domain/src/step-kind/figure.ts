import { SEVERITY_OF, type ExceptionFinding } from '../exception/exception.js';
import { isDecimal } from '../quantity/decimal.js';
import { formatDecimal, formatQuantity } from '../quantity/format-quantity.js';
import { exceededLevel, formatLimit, LIMIT_LEVELS, type LimitLevel } from '../quantity/limits.js';
import type { Parameter } from '../quantity/parameter.js';
import type { Language, Text } from '../text.js';
import { recordedLine, signedLine, type SignedLine } from './signed-line.js';

/** A figure compared with its limits: what a reviewer sees, what a reason is asked for, and what is signed. */
export type ComparedFigure = Readonly<{
  findings: readonly ExceptionFinding[];
  reasonNeededFor?: string;
  lines: readonly SignedLine[];
}>;

const OUTSIDE: Text = { en: 'Outside the limit', nl: 'Buiten de grens' };
const LIMITS: Text = { en: 'Limits', nl: 'Grenzen' };
const LEVEL_TEXT: Readonly<Record<LimitLevel, Text>> = {
  alert: { en: 'alert', nl: 'alert' },
  action: { en: 'action', nl: 'actie' },
  stop: { en: 'hard', nl: 'hard' },
};

/**
 * Compares a figure with the limits of its parameter: the worst level it lies outside of becomes the exception.
 * `compared` is the figure before it was rounded, where that differs (Ph. Eur.). Text that is no decimal, such as a
 * device may show, lies outside of nothing.
 */
export function compareWithLimits(
  parameter: Parameter,
  value: string,
  language: Language,
  compared = value,
): ComparedFigure {
  const { unit, limits, title } = parameter;
  const figure = formatQuantity(value, unit, language);
  const level = isDecimal(compared) ? exceededLevel(limits, compared) : undefined;
  if (!level) return { findings: [], lines: [recordedLine(figure, language), ...limitsLine(parameter, language)] };
  const limit = formatLimit(limits, level, language);
  const observation = { limit, found: formatDecimal(value, language), unit, detail: title[language] };
  const reason: Text = {
    en: `${figure} is outside the limit ${limit}.`,
    nl: `${figure} ligt buiten de grens ${limit}.`,
  };
  return {
    findings: [{ class: 'out_of_limit', severity: SEVERITY_OF[level], observation }],
    reasonNeededFor: reason[language],
    lines: [recordedLine(figure, language), signedLine(OUTSIDE, limit, language), ...limitsLine(parameter, language)],
  };
}

/** All limits the value was compared with; a blind parameter shows only the one a value lies outside of. */
function limitsLine({ blind, limits }: Parameter, language: Language): readonly SignedLine[] {
  const levels = LIMIT_LEVELS.filter((level) => limits[level] !== undefined).toReversed();
  if (blind || levels.length === 0) return [];
  const value = levels.map((level) => `${LEVEL_TEXT[level][language]} ${formatLimit(limits, level, language)}`);
  return [signedLine(LIMITS, value.join(' · '), language)];
}
