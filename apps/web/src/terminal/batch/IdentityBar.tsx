import { useState } from 'react';
import type { BatchReply } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { SiteTime } from '../../site/SpeedSheet.js';
import { useSite } from '../../site/use-site.js';
import { Button } from '../../ui/Button.js';
import { SwitchSheet } from '../person/SwitchSheet.js';
import { terminalPhrases } from '../phrases.js';
import type { Here } from '../here.js';
import styles from './IdentityBar.module.css';

/** Whose cells these are, in the largest type of the page; a second identifier, the place, the person (T9). */
export function IdentityBar({ here, batch }: Readonly<{ here: Here; batch?: BatchReply }>) {
  const say = useSay(terminalPhrases);
  const site = useSite();
  const [switching, setSwitching] = useState(false);
  const places = [batch?.room, batch?.device].filter((place) => place !== undefined);
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
          <span className={styles['second']}>{say('order', { order: batch.orderNumber })}</span>
        </>
      )}
      <span className={styles['where']}>
        <b>{batch === undefined ? say('title') : places.join(' · ')}</b>
        <span>{here.me.name}</span>
      </span>
      {batch === undefined ? (
        <span className={styles['clock']}>
          <SiteTime />
        </span>
      ) : null}
      <span className={styles['keys']}>
        <Button onPress={() => setSwitching(true)}>{say('switch')}</Button>
        <Button onPress={here.onLock}>{say('lock')}</Button>
      </span>
      {switching ? (
        <SwitchSheet
          name={here.me.name}
          onLeave={() => setSwitching(false)}
          onSwitched={() => {
            setSwitching(false);
            here.onUnlock();
          }}
        />
      ) : null}
    </header>
  );
}
