import { useState } from 'react';
import type { BatchReply } from '@autolog/contract/batch';
import { usePhrases } from '../../language/phrases.js';
import { SiteTime } from '../../site/SiteTime.js';
import { useSite } from '../../site/use-site.js';
import { Button } from '../../ui/Button.js';
import { SwitchPersonSheet } from '../sign-in/SwitchPersonSheet.js';
import { terminalPhrases } from '../language/phrases.js';
import type { TerminalSession } from './terminal-session.js';
import styles from './IdentityBar.module.css';

/** The patient code in the largest type of the page; a second identifier, the room, the person (T9). */
export function IdentityBar({ session, batch }: Readonly<{ session: TerminalSession; batch?: BatchReply }>) {
  const t = usePhrases(terminalPhrases);
  const site = useSite();
  const [switching, setSwitching] = useState(false);
  const roomAndDevice = [batch?.room, batch?.device].filter((place) => place !== undefined);
  return (
    <header className={styles['bar']} data-identity>
      {batch === undefined ? (
        <>
          <span className={styles['name']}>Autolog</span>
          <span className={styles['second']}>{site?.name}</span>
        </>
      ) : (
        <>
          <span className={styles['coi']}>{batch.coi}</span>
          <span className={styles['second']}>{t('order', { order: batch.orderNumber })}</span>
        </>
      )}
      <span className={styles['where']}>
        <b>{batch === undefined ? t('title') : roomAndDevice.join(' · ')}</b>
        <span>{session.me.name}</span>
      </span>
      {batch === undefined ? (
        <span className={styles['clock']}>
          <SiteTime />
        </span>
      ) : null}
      <span className={styles['keys']}>
        <Button onPress={() => setSwitching(true)}>{t('switch')}</Button>
        <Button onPress={session.onLock}>{t('lock')}</Button>
      </span>
      {switching ? (
        <SwitchPersonSheet
          name={session.me.name}
          onLeave={() => setSwitching(false)}
          onSwitched={() => {
            setSwitching(false);
            session.onUnlock();
          }}
        />
      ) : null}
    </header>
  );
}
