import type { ReactNode } from 'react';
import type { BatchReply } from '@autolog/contract/batch';
import { ConnectionBanner } from '../live/Connection.js';
import { OutboxStrip } from '../outbox/OutboxStrip.js';
import { Part } from '../site/Part.js';
import { IdentityBar } from './batch/IdentityBar.js';
import { LockPanel } from './person/LockPanel.js';
import type { Here } from './here.js';
import styles from './Frame.module.css';

/** What every terminal screen has: whose cells, who is here, what is due, and whether the glass is in touch (T9, T29). */
export function Frame({
  here,
  batch,
  device,
  side,
  timers,
  children,
}: Readonly<{
  here: Here;
  batch?: BatchReply;
  device?: ReactNode;
  side?: ReactNode;
  timers: ReactNode;
  children: ReactNode;
}>) {
  return (
    <div className={styles['frame']}>
      <IdentityBar here={here} {...(batch === undefined ? {} : { batch })} />
      {device === undefined ? <div /> : <Part shows={batch}>{device}</Part>}
      <div className={styles['notices']}>
        {batch === undefined ? <ConnectionBanner /> : null}
        {batch === undefined ? <OutboxStrip /> : null}
      </div>
      <div className={side === undefined ? styles['whole'] : styles['middle']}>
        {side === undefined ? null : <Part shows={batch}>{side}</Part>}
        {here.locked ? <LockPanel onUnlock={here.onUnlock} /> : null}
        {/* Stays drawn behind the lock, so that what was half typed is still there. */}
        <main className={styles['main']} hidden={here.locked}>
          <Part shows={batch}>{children}</Part>
        </main>
      </div>
      <Part shows={batch}>{timers}</Part>
    </div>
  );
}
