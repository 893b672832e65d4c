import { useState } from 'react';
import type { BatchId } from '@autolog/domain/brand';
import { usePhrases } from '../language/phrases.js';
import { useMe } from '../person/session.js';
import { openPage, useAddress } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { browserSettings } from '../ui/browser-settings.js';
import { Skeleton } from '../ui/Skeleton.js';
import { BatchesScreen } from './batches/BatchesScreen.js';
import { BatchScreen } from './batch/BatchScreen.js';
import type { TerminalSession } from './frame/terminal-session.js';
import { SignInScreen } from './sign-in/SignInScreen.js';
import { terminalPhrases } from './language/phrases.js';
import styles from './Terminal.module.css';

/** One cleanroom panel: who is here decides whether anything can be done, the address decides what is shown. */
export function Terminal() {
  const { me, signedOut } = useMe();
  const [locked, setLocked] = useState(browserSettings.isLocked());
  const lock = (next: boolean): void => {
    browserSettings.setLocked(next);
    setLocked(next);
  };
  if (signedOut) return <SignInScreen onSignedIn={() => lock(false)} />;
  if (me === undefined) return <Skeleton lines={6} />;
  return <TerminalScreen me={me} locked={locked} onLock={() => lock(true)} onUnlock={() => lock(false)} />;
}

function TerminalScreen(session: TerminalSession) {
  const t = usePhrases(terminalPhrases);
  const [screen, id, , requestedStep] = useAddress();
  if (!session.me.permissions.includes('batch.perform')) {
    return (
      <main className={styles['notice']}>
        <Banner level="calm">{t('notForYou')}</Banner>
        <Button onPress={() => openPage('/')}>{t('toStartPage')}</Button>
      </main>
    );
  }
  if (screen === 'batch' && id !== undefined)
    return <BatchScreen key={id} session={session} batch={id as BatchId} requestedStep={requestedStep} />;
  return <BatchesScreen session={session} />;
}
