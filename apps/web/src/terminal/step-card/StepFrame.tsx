import { useEffect, useRef, type ReactNode } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { ConnectionBanner } from '../../live/ConnectionBanner.js';
import { useConnection } from '../../live/use-view.js';
import { useOutbox } from '../../outbox/outbox.js';
import { OutboxStrip } from '../../outbox/OutboxStrip.js';
import { Button } from '../../ui/Button.js';
import { terminalPhrases } from '../language/phrases.js';
import styles from './StepFrame.module.css';

/** What a card gets from its screen. */
export type StepFrameProps = Readonly<{
  instruction: string;
  /** What was recorded last. */
  recorded?: ReactNode;
  disabledReason?: string | undefined;
  /** The outcome of the command: sending, refused, unanswered. */
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

/** The label of the primary button: it tells signing from confirming, and repeats the value. */
export function useConfirmLabel(needsSignature: boolean): (value?: string) => string {
  const t = usePhrases(terminalPhrases);
  return (value) => {
    if (value === undefined) return t(needsSignature ? 'signDone' : 'confirmDone');
    return t(needsSignature ? 'signValue' : 'confirmValue', { value });
  };
}

/**
 * One instruction, one answer, one primary button that repeats what it will record; More is 15 mm away from it (T2).
 */
export function StepFrame({
  frame,
  confirm,
  pad,
  children,
  help,
}: Readonly<{
  frame: StepFrameProps;
  confirm?: ConfirmAction;
  /** The keypad, in a column of its own. */
  pad?: ReactNode;
  children?: ReactNode;
  /** Explains the answer; a note replaces it. */
  help?: ReactNode;
}>) {
  const disabledReason = frame.disabledReason ?? confirm?.disabledReason;
  return (
    <div className={pad === undefined ? styles['plain'] : styles['withPad']}>
      <div className={styles['body']} tabIndex={0}>
        <h1 className={styles['instruction']}>{frame.instruction}</h1>
        {frame.facts}
        {children}
        {/* This place always exists, so that the buttons do not move when the connection is lost. */}
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
          // The reason is shown on the button itself, so that nothing moves under a finger when it changes.
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

/** Without a note: the lost connection, then unanswered commands, then the help of the card. */
function DefaultNotice({ children }: Readonly<{ children: ReactNode }>) {
  const disconnected = useConnection() === 'disconnected';
  const unanswered = useOutbox().length > 0;
  if (disconnected) return <ConnectionBanner />;
  return unanswered ? <OutboxStrip /> : children;
}

/**
 * A note must not be hidden below the edge of a full card. It scrolls into view once, so that nobody's scrolling is
 * undone.
 */
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
