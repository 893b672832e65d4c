import { useEffect, useRef, type ReactNode } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { ConnectionBanner } from '../../live/ConnectionBanner.js';
import { useConnection } from '../../live/use-view.js';
import { useOutbox } from '../../outbox/outbox.js';
import { OutboxStrip } from '../../outbox/OutboxStrip.js';
import { Button } from '../../ui/Button.js';
import { terminalPhrases } from '../language/phrases.js';
import styles from './StepFrame.module.css';

/** What a card gets from its screen: what stands in the way, what happened so far, and where it leads. */
export type StepFrameProps = Readonly<{
  instruction: string;
  /** The last thing the record took, for the eye that just pressed Confirm. */
  recorded?: ReactNode;
  disabledReason?: string | undefined;
  /** What has to be said now: sending, refused, unanswered. */
  note: ReactNode;
  /** Facts about the step: its window, what it waits for. */
  facts: ReactNode;
  needsSignature: boolean;
  more: Readonly<{ label: string; onPress: () => void }>;
}>;

export type ConfirmAction = Readonly<{
  label: string;
  disabledReason?: string | undefined;
  onPress: () => void;
  onTouch?: () => void;
}>;

/** The primary key's words: signing and confirming are different acts, and both repeat the value. */
export function useConfirmLabel(needsSignature: boolean): (value?: string) => string {
  const t = usePhrases(terminalPhrases);
  return (value) => {
    if (value === undefined) return t(needsSignature ? 'signDone' : 'confirmDone');
    return t(needsSignature ? 'signValue' : 'confirmValue', { value });
  };
}

/** One instruction, one answer, one primary key that repeats what it will record; More is 15 mm away from it (T2). */
export function StepFrame({
  frame,
  confirm,
  pad,
  children,
  help,
}: Readonly<{
  frame: StepFrameProps;
  confirm?: ConfirmAction;
  /** A column of keys of its own. */
  pad?: ReactNode;
  children?: ReactNode;
  /** What explains the answer; gives way to what has to be said now. */
  help?: ReactNode;
}>) {
  const disabledReason = frame.disabledReason ?? confirm?.disabledReason;
  return (
    <div className={pad === undefined ? styles['plain'] : styles['withPad']}>
      <div className={styles['body']} tabIndex={0}>
        <h1 className={styles['instruction']}>{frame.instruction}</h1>
        {frame.facts}
        {children}
        {/* In a place that is always there: the keys do not move when the connection goes. */}
        {frame.note === undefined ? (
          <DefaultNotice>{help ?? frame.recorded}</DefaultNotice>
        ) : (
          <ScrolledNote>{frame.note}</ScrolledNote>
        )}
      </div>
      <div className={styles['act']}>
        {confirm === undefined ? (
          <span />
        ) : (
          // The reason stands on the key itself, so that nothing moves under a finger when it goes.
          <Button
            tone="primary"
            size="key"
            disabledReason={disabledReason}
            disabledReasonShownElsewhere
            onPress={confirm.onPress}
            {...(confirm.onTouch === undefined ? {} : { onTouch: confirm.onTouch })}
          >
            {disabledReason ?? confirm.label}
          </Button>
        )}
        <Button tone="quiet" onPress={frame.more.onPress}>
          {frame.more.label}
        </Button>
      </div>
      {pad === undefined ? null : <div className={styles['pad']}>{pad}</div>}
    </div>
  );
}

/** With nothing to be said of this step: what the terminal has to say, or else what explains the answer. */
function DefaultNotice({ children }: Readonly<{ children: ReactNode }>) {
  const disconnected = useConnection() === 'disconnected';
  const unanswered = useOutbox().length > 0;
  if (disconnected) return <ConnectionBanner />;
  return unanswered ? <OutboxStrip /> : children;
}

/** What has to be said now must not stand below the edge of a full card; shown once, so that nobody's scrolling is undone. */
function ScrolledNote({ children }: Readonly<{ children: ReactNode }>) {
  const container = useRef<HTMLDivElement>(null);
  const last = useRef('');
  useEffect(() => {
    const words = container.current?.textContent ?? '';
    if (words !== '' && words !== last.current) container.current?.scrollIntoView({ block: 'nearest' });
    last.current = words;
  });
  return (
    <div ref={container} className={styles['note']}>
      {children}
    </div>
  );
}
