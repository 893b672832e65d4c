import { Fragment } from 'react';
import { shortStamp, stamp } from '../chart/site-time.js';
import { useLanguage } from '../language/phrases.js';
import { useSiteZone } from './site-zone.js';
import styles from './Quality.module.css';

/** A moment with date, time and zone; `brief` where the year and the seconds say nothing new. */
export function When({ at, brief }: Readonly<{ at: string; brief?: boolean }>) {
  const language = useLanguage();
  const zone = useSiteZone();
  // Date and time each stay in one piece; a narrow column puts one under the other.
  const parts = brief === true ? [shortStamp(at, zone, language)] : stamp(at, zone, language).split(/(?<=,) /);
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
