import { usePhrases } from '../../language/phrases.js';
import { SignInForm } from '../../sign-in/SignInForm.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../language/phrases.js';

/** Another person takes over. Until then the first one stays signed in, and running steps are not changed. */
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
