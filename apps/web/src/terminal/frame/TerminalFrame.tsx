import type { ReactNode } from 'react';
import type { BatchReply } from '@autolog/contract/batch';
import { ConnectionBanner } from '../../live/ConnectionBanner.js';
import { OutboxStrip } from '../../outbox/OutboxStrip.js';
import { SectionErrorBoundary } from '../../site/SectionErrorBoundary.js';
import { IdentityBar } from './IdentityBar.js';
import { LockPanel } from '../sign-in/LockPanel.js';
import type { TerminalSession } from './terminal-session.js';
import styles from './TerminalFrame.module.css';

/**
 * What every terminal screen has: the patient code, the person, the timers, and the state of the connection (T9, T29).
 */
export function TerminalFrame({
  session,
  batch,
  device,
  side,
  timers,
  children,
}: Readonly<{
  session: TerminalSession;
  batch?: BatchReply;
  device?: ReactNode;
  side?: ReactNode;
  timers: ReactNode;
  children: ReactNode;
}>) {
  return (
    <div className={styles['frame']}>
      <IdentityBar session={session} {...(batch === undefined ? {} : { batch })} />
      {device === undefined ? <div /> : <SectionErrorBoundary resetKey={batch}>{device}</SectionErrorBoundary>}
      <div className={styles['notices']}>
        {batch === undefined ? <ConnectionBanner /> : null}
        {batch === undefined ? <OutboxStrip /> : null}
      </div>
      <div className={side === undefined ? styles['whole'] : styles['middle']}>
        {side === undefined ? null : <SectionErrorBoundary resetKey={batch}>{side}</SectionErrorBoundary>}
        {session.locked ? <LockPanel onUnlock={session.onUnlock} /> : null}
        {/* Stays rendered behind the lock, so that typed text is kept. */}
        <main className={styles['main']} hidden={session.locked}>
          <SectionErrorBoundary resetKey={batch}>{children}</SectionErrorBoundary>
        </main>
      </div>
      <SectionErrorBoundary resetKey={batch}>{timers}</SectionErrorBoundary>
    </div>
  );
}
