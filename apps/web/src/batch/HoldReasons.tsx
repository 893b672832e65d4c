import type { BatchReply, HoldLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { usePhrases, useText } from '../language/phrases.js';
import { truncateText } from './truncate-text.js';
import { holdPhrases } from './phrases.js';

/** What holds the batch, a line each: who meets a hold must not have to ask around for it. */
export function HoldReasons({
  batch,
  charactersMax,
}: Readonly<{
  batch: Pick<BatchReply, 'holds' | 'exceptions'>;
  /** Where a step needs the room, a long reason ends in "…"; it stands whole on the page of the batch. */
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
