import { Fragment } from 'react';
import { formatShortTimestamp, formatTimestamp } from '../time/site-time.js';
import { useLanguage } from '../language/phrases.js';
import { useSiteZone } from './use-site-zone.js';
import styles from './Timestamp.module.css';

/** A time with date and zone; `brief` leaves out the year and the seconds. */
export function Timestamp({ at, brief }: Readonly<{ at: string; brief?: boolean }>) {
  const language = useLanguage();
  const zone = useSiteZone();
  // Date and time are never broken; a narrow column puts one below the other.
  const parts =
    brief === true ? [formatShortTimestamp(at, zone, language)] : formatTimestamp(at, zone, language).split(/(?<=,) /);
  return (
    <time dateTime={at}>
      {parts.map((part, n) => (
        <Fragment key={part}>
          {n === 0 ? null : ' '}
          <span className={styles['moment']}>{part}</span>
        </Fragment>
      ))}
    </time>
  );
}
