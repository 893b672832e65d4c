import styles from './Timer.module.css';

/** "45:00", "+45:00" */
const MINUTES_LENGTH = 6;
/** Hours take more of the strip, so that the name beside them fits. */
export const isLong = (digits: string): boolean => digits.length > MINUTES_LENGTH;

/** Time left, or overdue time counting up; the most urgent is read from across the room (T5). */
export const Timer = ({
  name,
  digits,
  overdue,
  soon,
  urgent,
  stale,
  note,
}: Readonly<{
  name: string;
  digits: string;
  overdue: boolean;
  soon?: boolean;
  urgent?: boolean;
  /** The connection is lost: the digits may be out of date. */
  stale?: boolean;
  note?: string;
}>) => (
  <div
    data-long={isLong(digits)}
    className={`${urgent === true ? styles['urgent'] : styles['timer']} ${overdue ? styles['overdue'] : soon === true ? styles['soon'] : ''}`}
    data-stale={stale}
    role="timer"
  >
    <span className={styles['name']}>
      {overdue ? <span aria-hidden>◆ </span> : soon === true ? <span aria-hidden>▲ </span> : null}
      {name}
      {note === undefined ? null : <span className={styles['note']}>{note}</span>}
    </span>
    <b className={styles['digits']}>{digits}</b>
  </div>
);
