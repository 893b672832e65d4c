import { useLanguage, usePhrases } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { formatInstantsIn, isGapReason, isOneOf, LOT_REFUSAL_CODES } from './exception-detail.js';
import { localizeDecimals } from '@autolog/domain/quantity/format-quantity';
import { qualityPhrases } from '../language/phrases.js';
import { CHARTED_SIGNALS } from '../../chart/charted-signals.js';

/** The codes of an exception (a gap and its signals, the fault of a lot) in the reader's language. */
export function useExceptionDetail(): (detail: string) => string {
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const signalName = (signal: string): string =>
    isOneOf<string>(CHARTED_SIGNALS, signal) ? t(`signal_${signal as 'tempActual'}`) : signal;
  return (detail) => {
    if (isOneOf(LOT_REFUSAL_CODES, detail)) return t(`lot_${detail}`);
    const [reason = '', signals] = detail.split(': ');
    if (signals !== undefined && isGapReason(reason))
      return `${t(`gap_${reason}`)}: ${signals.split(', ').map(signalName).join(', ')}`;
    const withSiteTimes = formatInstantsIn(detail, (at) => formatInstant(at, 'day and time', language));
    return localizeDecimals(withSiteTimes, language);
  };
}
