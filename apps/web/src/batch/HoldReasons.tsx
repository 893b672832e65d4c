import type { BatchReply, HoldLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { usePhrases, useText } from '../language/phrases.js';
import { truncateText } from './truncate-text.js';
import { holdPhrases } from './phrases.js';

/** The reasons for the hold, one per line, so that nobody has to ask around for them. */
export function HoldReasons({
  batch,
  charactersMax,
}: Readonly<{
  batch: Pick<BatchReply, 'holds' | 'exceptions'>;
  /** A longer reason is cut and ends in "…"; the page of the batch shows it in full. */
  charactersMax?: number;
}>) {
  const t = usePhrases(holdPhrases);
  const text = useText();
  const reasonText = (hold: HoldLine): string => {
    if ('reason' in hold) {
      const reason = charactersMax === undefined ? hold.reason : truncateText(hold.reason, charactersMax);
      return hold.byName === undefined ? reason : t('heldByPerson', { name: hold.byName, reason });
    }
    const raised = batch.exceptions.find(({ id }) => id === hold.exception);
    if (!raised) return hold.exception;
    const what = t('heldByException', { id: raised.id, title: text(EXCEPTION_CLASSES[raised.class]) });
    const { step } = raised;
    return step ? t('heldAtStep', { what, number: step.number, step: text(step.title) }) : what;
  };
  return batch.holds.map((hold) => <p key={hold.since}>{reasonText(hold)}</p>);
}
