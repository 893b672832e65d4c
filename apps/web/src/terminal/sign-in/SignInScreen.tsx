import { usePhrases } from '../../language/phrases.js';
import { LanguageSwitch } from '../../person/LanguageSwitch.js';
import { SignInForm } from '../../sign-in/SignInForm.js';
import { useLandingPage } from '../../site/use-landing-page.js';
import { sitePhrases } from '../../site/phrases.js';
import { Tag } from '../../ui/Tag.js';
import { terminalPhrases } from '../language/phrases.js';
import styles from './sign-in.module.css';

/** The terminal while nobody is signed in. */
export function SignInScreen({ onSignedIn }: Readonly<{ onSignedIn: () => void }>) {
  const t = usePhrases(terminalPhrases);
  const tSite = usePhrases(sitePhrases);
  const landingPage = useLandingPage().reply;
  return (
    <main className={styles['panel']}>
      <header className={styles['row']}>
        <h1 className={styles['head']}>{t('signIn')}</h1>
        {landingPage?.profile === 'demo' ? <Tag level="major">{tSite('simulated')}</Tag> : null}
        <LanguageSwitch signedIn={false} />
      </header>
      <SignInForm at="terminal" onSignedIn={onSignedIn} />
    </main>
  );
}
