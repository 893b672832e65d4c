import type { ExceptionLine } from '@autolog/contract/batch';
import { isUnitCode, UNITS } from '@autolog/domain/quantity/unit';
import type { Language } from '@autolog/domain/text';
import { formatInstant } from '../../time/site-clock.js';
import { localizeDecimals } from '@autolog/domain/quantity/format-quantity';
import { formatInstantsIn } from './exception-detail.js';

/** A value of an observation as a person reads it, with its unit once. */
export function formatObservation(
  exception: ExceptionLine,
  member: 'limit' | 'found',
  language: Language,
): string | undefined {
  const { deviation } = exception;
  const figure = deviation[member];
  if (figure === undefined) return undefined;
  const unit = deviation.unit !== undefined && isUnitCode(deviation.unit) ? UNITS[deviation.unit].symbol : '';
  // Instants first: their fraction of a second is not a decimal number.
  const withSiteTimes = formatInstantsIn(figure, (at) => formatInstant(at, 'day and time', language));
  const formatted = localizeDecimals(withSiteTimes, language);
  return unit === '' || formatted.endsWith(unit) ? formatted : `${formatted} ${unit}`;
}
