import { usePhrases } from '../../language/phrases.js';
import { SignInForm } from '../../sign-in/SignInForm.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../language/phrases.js';

/** Somebody else takes over; until then the one before stays, and no running step is touched. */
export function SwitchPersonSheet({
  name,
  onLeave,
  onSwitched,
}: Readonly<{ name: string; onLeave: () => void; onSwitched: () => void }>) {
  const t = usePhrases(terminalPhrases);
  return (
    <Dialog title={t('switchPerson')} onLeave={onLeave} wide actions={<Button onPress={onLeave}>{t('back')}</Button>}>
      <p>{t('stillSignedIn', { name })}</p>
      <SignInForm at="terminal" onSignedIn={onSwitched} />
    </Dialog>
  );
}
