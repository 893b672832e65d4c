import { usePhrases } from '../../language/phrases.js';
import { SignInForm } from '../../sign-in/SignInForm.js';
import { terminalPhrases } from '../language/phrases.js';
import styles from './sign-in.module.css';

/** Covers the step, but not the patient code, the device or the timers. It cancels nothing. */
export function LockPanel({ onUnlock }: Readonly<{ onUnlock: () => void }>) {
  const t = usePhrases(terminalPhrases);
  return (
    <section className={styles['panel']} aria-label={t('locked')}>
      <h1 className={styles['head']}>{t('locked')}</h1>
      <SignInForm at="terminal" onSignedIn={onUnlock} />
    </section>
  );
}
