import { useId, useRef, type ReactNode } from 'react';
import styles from './Button.module.css';

/** A second touch within half a second is taken for a tremor (T4). */
const REPEAT_MS = 500;

export type ButtonProps = Readonly<{
  children: ReactNode;
  onPress?: () => void;
  /** Called when the finger comes down, so that the value shown at that moment can be kept. */
  onTouch?: () => void;
  tone?: 'primary' | 'plain' | 'quiet' | 'stop';
  /** `key` is 20 mm on a terminal: Confirm, Sign and digits (T1). */
  size?: 'touch' | 'key';
  /** Why it cannot be pressed now; shown below the button. A button is never disabled without a reason. */
  disabledReason?: string | undefined;
  /** The reason is shown elsewhere on the screen; it is still read aloud with the button. */
  disabledReasonShownElsewhere?: boolean;
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
    disabledReason,
    disabledReasonShownElsewhere,
    pressed,
    submits,
    label,
    wide,
  } = props;
  const reasonId = useId();
  const lastPressAt = useRef(-Infinity);
  const classes = [styles['button'], styles[tone], styles[size], wide === true ? styles['wide'] : ''].join(' ');
  const button = (
    <button
      type={submits === true ? 'submit' : 'button'}
      className={classes}
      aria-disabled={disabledReason !== undefined}
      aria-describedby={disabledReason === undefined ? undefined : reasonId}
      aria-pressed={pressed}
      aria-label={label}
      onPointerDown={onTouch}
      onClick={(event) => {
        const repeated = event.timeStamp - lastPressAt.current < REPEAT_MS;
        if (disabledReason !== undefined || repeated) return event.preventDefault();
        lastPressAt.current = event.timeStamp;
        onPress?.();
      }}
    >
      {children}
    </button>
  );
  if (disabledReason === undefined) return button;
  return (
    <span className={styles['refused']}>
      {button}
      <span id={reasonId} className={disabledReasonShownElsewhere === true ? 'visually-hidden' : styles['reason']}>
        {disabledReason}
      </span>
    </span>
  );
}
