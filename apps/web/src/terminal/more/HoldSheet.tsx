import { useState } from 'react';
import type { BatchReply } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { terminalPhrases } from '../phrases.js';
import { OutcomeNote } from '../step/OutcomeNote.js';

const REASON_MAX = 2_000;

/** Stops what cannot be undone; what cells need goes on. */
export function HoldSheet({
  batch,
  cannot,
  onLeave,
}: Readonly<{ batch: BatchReply; cannot: string | undefined; onLeave: () => void }>) {
  const say = useSay(terminalPhrases);
  const [reason, setReason] = useState('');
  const { outcome, send } = useCommand();
  const hold = async (): Promise<void> => {
    const sent = await send({ path: `/api/batches/${batch.id}/hold`, body: { reason: reason.trim() } });
    if (sent.kind === 'recorded') onLeave();
  };
  const missing = reason.trim() === '' ? say('giveReason') : undefined;
  return (
    <Dialog
      title={say('holdTitle', { number: batch.number })}
      onLeave={onLeave}
      wide
      actions={
        <>
          <Button onPress={onLeave}>{say('back')}</Button>
          <Button
            tone="stop"
            size="key"
            cannot={outcome.kind === 'sending' ? say('sendingAny') : (cannot ?? missing)}
            onPress={() => void hold()}
          >
            {say('hold')}
          </Button>
        </>
      }
    >
      <Field label={say('reason')} text={reason} onText={setReason} kind="long" max={REASON_MAX} focusFirst />
      <OutcomeNote outcome={outcome} />
    </Dialog>
  );
}
