import { useSay } from '../../language/phrases.js';
import { SignIn } from '../../person/SignIn.js';
import { terminalPhrases } from '../phrases.js';
import styles from './person.module.css';

/** Covers the step, not the patient's name for it, the device or the timers; it cancels nothing. */
export function LockPanel({ onUnlock }: Readonly<{ onUnlock: () => void }>) {
  const say = useSay(terminalPhrases);
  return (
    <section className={styles['panel']} aria-label={say('locked')}>
      <h1 className={styles['head']}>{say('locked')}</h1>
      <SignIn at="terminal" onSignedIn={onUnlock} />
    </section>
  );
}
