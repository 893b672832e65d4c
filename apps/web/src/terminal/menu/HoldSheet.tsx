import { FREE_TEXT_MAX } from '@autolog/domain/input-limits';
import { useState } from 'react';
import type { BatchReply } from '@autolog/contract/batch';
import { usePhrases } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { terminalPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';

/** Puts a batch on hold: steps that cannot be undone wait, and care of the cells continues. */
export function HoldSheet({
  batch,
  disabledReason,
  onLeave,
}: Readonly<{ batch: BatchReply; disabledReason: string | undefined; onLeave: () => void }>) {
  const t = usePhrases(terminalPhrases);
  const [reason, setReason] = useState('');
  const { outcome, send } = useCommand();
  const hold = async (): Promise<void> => {
    const result = await send({ path: `/api/batches/${batch.id}/hold`, body: { reason: reason.trim() } });
    if (result.kind === 'recorded') onLeave();
  };
  const missing = reason.trim() === '' ? t('giveReason') : undefined;
  return (
    <Dialog
      title={t('holdTitle', { number: batch.number })}
      onLeave={onLeave}
      wide
      actions={
        <>
          <Button onPress={onLeave}>{t('back')}</Button>
          <Button
            tone="stop"
            size="key"
            disabledReason={outcome.kind === 'sending' ? t('sendingAny') : (disabledReason ?? missing)}
            onPress={() => void hold()}
          >
            {t('hold')}
          </Button>
        </>
      }
    >
      <Field label={t('reason')} text={reason} onText={setReason} kind="long" max={FREE_TEXT_MAX} focusFirst />
      <CommandOutcomeBanner outcome={outcome} />
    </Dialog>
  );
}
