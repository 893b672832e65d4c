import { useState } from 'react';
import { useSay } from '../../language/phrases.js';
import { useCommand } from '../../outbox/use-command.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { phrases } from '../phrases.js';
import { CommandShown } from './CommandShown.js';

const REASON_MAX = 2_000;

type Props = Readonly<{
  title: string;
  says: string;
  label: string;
  path: string;
  action: string;
  signs?: 'rejected';
  onLeave: () => void;
  onRecorded: () => void;
}>;

/** Asks for a reason and sends it; with `signs`, the reason is signed and what is shown there is what counts. */
export function ReasonDialog({ title, says, label, path, action, signs, onLeave, onRecorded }: Props) {
  const say = useSay(phrases);
  const [reason, setReason] = useState('');
  const [signing, setSigning] = useState(false);
  const { outcome, send } = useCommand();
  const body = { reason: reason.trim() };
  if (signing && signs !== undefined) {
    return (
      <SigningDialog meaning={signs} path={path} body={body} onLeave={() => setSigning(false)} onSigned={onRecorded} />
    );
  }
  const go = () => {
    if (signs !== undefined) {
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
          <Button tone="primary" cannot={body.reason === '' ? say('reasonFirst') : undefined} onPress={go}>
            {action}
          </Button>
          <Button tone="quiet" onPress={onLeave}>
            {say('cancel')}
          </Button>
        </>
      }
    >
      <p>{says}</p>
      <Field
        kind="long"
        label={label}
        hint={say('noPatient')}
        text={reason}
        max={REASON_MAX}
        focusFirst
        onText={setReason}
      />
      <CommandShown outcome={outcome} />
    </Dialog>
  );
}
