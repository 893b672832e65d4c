import { FREE_TEXT_MAX } from '@autolog/domain/input-limits';
import { useState } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { qualityPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';

type Props = Readonly<{
  title: string;
  explanation: string;
  label: string;
  path: string;
  action: string;
  meaning?: 'rejected';
  onLeave: () => void;
  onRecorded: () => void;
}>;

/** Asks for a reason and sends it; with `signs`, the reason is signed first. */
export function ReasonDialog({ title, explanation, label, path, action, meaning, onLeave, onRecorded }: Props) {
  const t = usePhrases(qualityPhrases);
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const { outcome, send } = useCommand();
  const body = { reason: reason.trim() };
  if (signing && meaning !== undefined) {
    return (
      <SigningDialog
        meaning={meaning}
        path={path}
        body={body}
        onLeave={() => setSigning(false)}
        onSigned={onRecorded}
      />
    );
  }
  const submit = () => {
    if (meaning !== undefined) {
      setSigning(true);
      return;
    }
    void send({ path, body }).then((end) => {
      if (end.kind === 'recorded') onRecorded();
    });
  };
  return (
    <Dialog
      title={title}
      onLeave={onLeave}
      actions={
        <>
          <Button tone="primary" disabledReason={body.reason === '' ? t('reasonFirst') : undefined} onPress={submit}>
            {action}
          </Button>
          <Button tone="quiet" onPress={onLeave}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <p>{explanation}</p>
      <Field
        kind="long"
        label={label}
        hint={t('noPatient')}
        text={reason}
        max={FREE_TEXT_MAX}
        focusFirst
        onText={setReason}
      />
      <CommandOutcomeBanner outcome={outcome} />
    </Dialog>
  );
}
