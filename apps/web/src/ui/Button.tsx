import { useId, useRef, type ReactNode } from 'react';
import styles from './Button.module.css';

/** A second touch within half a second is a trembling finger, not a second decision (T4). */
const REPEAT_MS = 500;

export type ButtonProps = Readonly<{
  children: ReactNode;
  onPress?: () => void;
  /** Called as the finger comes down, so that what stood on the glass then can be kept. */
  onTouch?: () => void;
  tone?: 'primary' | 'plain' | 'quiet' | 'stop';
  /** `key` is 20 mm on a terminal: Confirm, Sign and digits (T1). */
  size?: 'touch' | 'key';
  /** Why it cannot be pressed now; printed below, so that disabled without a reason does not exist. */
  cannot?: string | undefined;
  /** The reason is printed elsewhere on the same screen; it is still read aloud with the button. */
  cannotShownElsewhere?: boolean;
  pressed?: boolean;
  submits?: boolean;
  label?: string;
  wide?: boolean;
}>;

/** Acts on touch-up; sliding off cancels. */
export function Button(props: ButtonProps) {
  const {
    children,
    onPress,
    onTouch,
    tone = 'plain',
    size = 'touch',
    cannot,
    cannotShownElsewhere,
    pressed,
    submits,
    label,
    wide,
  } = props;
  const reason = useId();
  const lastAt = useRef(-Infinity);
  const classes = [styles['button'], styles[tone], styles[size], wide === true ? styles['wide'] : ''].join(' ');
  const button = (
    <button
      type={submits === true ? 'submit' : 'button'}
      className={classes}
      aria-disabled={cannot !== undefined}
      aria-describedby={cannot === undefined ? undefined : reason}
      aria-pressed={pressed}
      aria-label={label}
      onPointerDown={onTouch}
      onClick={(event) => {
        const repeated = event.timeStamp - lastAt.current < REPEAT_MS;
        if (cannot !== undefined || repeated) return event.preventDefault();
        lastAt.current = event.timeStamp;
        onPress?.();
      }}
    >
      {children}
    </button>
  );
  if (cannot === undefined) return button;
  return (
    <span className={styles['refused']}>
      {button}
      <span id={reason} className={cannotShownElsewhere === true ? 'apart' : styles['reason']}>
        {cannot}
      </span>
    </span>
  );
}
