import type { BatchReply, HoldLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { useSay, useText } from '../language/phrases.js';
import { shortened } from './shortened.js';
import { processPhrases } from './phrases.js';

/** What holds the batch, a line each: who meets a hold must not have to ask around for it. */
export function WhyHeld({
  batch,
  charactersMax,
}: Readonly<{
  batch: Pick<BatchReply, 'holds' | 'exceptions'>;
  /** Where a step needs the room, a long reason ends in "…"; it stands whole on the page of the batch. */
  charactersMax?: number;
}>) {
  const say = useSay(processPhrases);
  const text = useText();
  const wordsOf = (hold: HoldLine): string => {
    if ('reason' in hold) {
      const reason = charactersMax === undefined ? hold.reason : shortened(hold.reason, charactersMax);
      return hold.byName === undefined ? reason : say('heldByPerson', { name: hold.byName, reason });
    }
    const raised = batch.exceptions.find(({ id }) => id === hold.exception);
    if (!raised) return hold.exception;
    const what = say('heldByException', { id: raised.id, title: text(EXCEPTION_CLASSES[raised.class]) });
    const { step } = raised;
    return step ? say('heldAtStep', { what, number: step.number, step: text(step.title) }) : what;
  };
  return batch.holds.map((hold) => <p key={hold.since}>{wordsOf(hold)}</p>);
}
