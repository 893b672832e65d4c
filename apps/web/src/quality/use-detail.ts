import { useLanguage, useSay } from '../language/phrases.js';
import { shownAt } from '../live/clock.js';
import { instantsShown, isGap, isOne, LOT_FAULTS } from './deviation-words.js';
import { localizeDecimals } from '@autolog/domain/quantity/format-quantity';
import { phrases } from './phrases.js';
import { CHARTED } from './review/time-axis.js';

/** What the record says of an exception in codes (a gap and its signals, a lot's fault), in the reader's words. */
export function useDetail(): (detail: string) => string {
  const say = useSay(phrases);
  const language = useLanguage();
  const named = (signal: string): string =>
    isOne<string>(CHARTED, signal) ? say(`signal_${signal as 'tempActual'}`) : signal;
  return (detail) => {
    if (isOne(LOT_FAULTS, detail)) return say(`lot_${detail}`);
    const [reason = '', signals] = detail.split(': ');
    if (signals !== undefined && isGap(reason))
      return `${say(`gap_${reason}`)}: ${signals.split(', ').map(named).join(', ')}`;
    const sited = instantsShown(detail, (at) => shownAt(at, 'day and time', language));
    return localizeDecimals(sited, language);
  };
}
