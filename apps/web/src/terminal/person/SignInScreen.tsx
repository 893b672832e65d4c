import { useSay } from '../../language/phrases.js';
import { LanguageSwitch } from '../../person/LanguageSwitch.js';
import { SignIn } from '../../person/SignIn.js';
import { useDoor } from '../../person/session.js';
import { sitePhrases } from '../../site/phrases.js';
import { Tag } from '../../ui/Tag.js';
import { terminalPhrases } from '../phrases.js';
import styles from './person.module.css';

/** The terminal with nobody at it. */
export function SignInScreen({ onSignedIn }: Readonly<{ onSignedIn: () => void }>) {
  const say = useSay(terminalPhrases);
  const saySite = useSay(sitePhrases);
  const door = useDoor().reply;
  return (
    <main className={styles['panel']}>
      <header className={styles['row']}>
        <h1 className={styles['head']}>{say('signIn')}</h1>
        {door?.profile === 'demo' ? <Tag level="major">{saySite('simulated')}</Tag> : null}
        <LanguageSwitch known={false} />
      </header>
      <SignIn at="terminal" onSignedIn={onSignedIn} />
    </main>
  );
}
