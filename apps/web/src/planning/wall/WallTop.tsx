import { useLanguage, useSay } from '../../language/phrases.js';
import { clock, shownAt, useSiteSeconds } from '../../live/clock.js';
import { useConnection } from '../../live/use-view.js';
import { useSite } from '../../site/use-site.js';
import { wallPhrases } from './phrases.js';
import styles from './Wall.module.css';

/** Which site, what time it is there, and whether what stands below is still so. */
export function WallTop() {
  const say = useSay(wallPhrases);
  const language = useLanguage();
  const site = useSite();
  const seconds = useSiteSeconds();
  const connection = useConnection();
  const heardAt = clock.heardAt();
  const at = heardAt === undefined ? '–' : shownAt(heardAt, 'seconds', language);
  return (
    <header className={styles['top']}>
      <a className={styles['name']} href="/">
        {site?.name ?? 'Autolog'}
      </a>
      <span className={styles['connection']} data-connected={connection === 'connected'}>
        <span aria-hidden>{connection === 'connected' ? '● ' : '▲ '}</span>
        {connection === 'connected'
          ? say('live')
          : connection === 'disconnected'
            ? say('disconnected', { at })
            : say('updating')}
      </span>
      {site?.clock.simulated === true ? (
        <span className={styles['mark']}>
          <span aria-hidden>▲ </span>
          {say('simulated', { rate: Math.round(clock.rate()) })}
        </span>
      ) : null}
      <span className={styles['clock']}>
        <span className={styles['date']}>
          {seconds === undefined ? '' : shownAt(seconds * 1000, 'weekday and month', language)}
        </span>
        <b className="num">{seconds === undefined ? '–' : shownAt(seconds * 1000, 'time', language)}</b>
      </span>
    </header>
  );
}
