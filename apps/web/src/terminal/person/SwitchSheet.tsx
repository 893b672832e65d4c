import { useSay } from '../../language/phrases.js';
import { SignIn } from '../../person/SignIn.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../phrases.js';

/** Somebody else takes over; until then the one before stays, and no running step is touched. */
export function SwitchSheet({
  name,
  onLeave,
  onSwitched,
}: Readonly<{ name: string; onLeave: () => void; onSwitched: () => void }>) {
  const say = useSay(terminalPhrases);
  return (
    <Dialog
      title={say('switchPerson')}
      onLeave={onLeave}
      wide
      actions={<Button onPress={onLeave}>{say('back')}</Button>}
    >
      <p>{say('stillSignedIn', { name })}</p>
      <SignIn at="terminal" onSignedIn={onSwitched} />
    </Dialog>
  );
}
