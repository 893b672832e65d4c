import { useState } from 'react';
import type { BatchId } from '@autolog/domain/brand';
import { useSay } from '../language/phrases.js';
import { useMe } from '../person/session.js';
import { goToArea, useAddress } from '../ui/address.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { device } from '../ui/device.js';
import { Skeleton } from '../ui/Skeleton.js';
import { BatchesScreen } from './batches/BatchesScreen.js';
import { BatchScreen } from './batch/BatchScreen.js';
import type { Here } from './here.js';
import { SignInScreen } from './person/SignInScreen.js';
import { terminalPhrases } from './phrases.js';
import styles from './Terminal.module.css';

/** One cleanroom panel: who is here decides whether anything can be done, the address decides what is shown. */
export function Terminal() {
  const { me, signedOut } = useMe();
  const [locked, setLocked] = useState(device.locked());
  const lock = (next: boolean): void => {
    device.setLocked(next);
    setLocked(next);
  };
  if (signedOut) return <SignInScreen onSignedIn={() => lock(false)} />;
  if (me === undefined) return <Skeleton lines={6} />;
  return <Screen me={me} locked={locked} onLock={() => lock(true)} onUnlock={() => lock(false)} />;
}

function Screen(here: Here) {
  const say = useSay(terminalPhrases);
  const [screen, id, , step] = useAddress();
  if (!here.me.permissions.includes('batch.perform')) {
    return (
      <main className={styles['notice']}>
        <Banner level="calm">{say('notForYou')}</Banner>
        <Button onPress={() => goToArea('/')}>{say('toDoor')}</Button>
      </main>
    );
  }
  if (screen === 'batch' && id !== undefined)
    return <BatchScreen key={id} here={here} batch={id as BatchId} asked={step} />;
  return <BatchesScreen here={here} />;
}
