import { shortStamp, stamp } from '../chart/site-time.js';
import { useLanguage } from '../language/phrases.js';
import { useSiteZone } from './site-zone.js';
import styles from './Quality.module.css';

/** A moment with date, time and zone; `brief` where the year and the seconds say nothing new. */
export function When({ at, brief }: Readonly<{ at: string; brief?: boolean }>) {
  const language = useLanguage();
  const zone = useSiteZone();
  return (
    <time dateTime={at} className={styles['moment']}>
      {brief === true ? shortStamp(at, zone, language) : stamp(at, zone, language)}
    </time>
  );
}
