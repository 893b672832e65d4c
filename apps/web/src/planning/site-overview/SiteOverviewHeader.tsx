import { useLanguage, usePhrases } from '../../language/phrases.js';
import { siteClock, formatInstant, useSiteSeconds } from '../../time/site-clock.js';
import { useConnection } from '../../live/use-view.js';
import { useSite } from '../../site/use-site.js';
import { siteOverviewPhrases } from './phrases.js';
import styles from './SiteOverview.module.css';

/** The site, its time, and whether the page is up to date. */
export function SiteOverviewHeader() {
  const t = usePhrases(siteOverviewPhrases);
  const language = useLanguage();
  const site = useSite();
  const seconds = useSiteSeconds();
  const connection = useConnection();
  const lastBeatAt = siteClock.lastBeatAt();
  const at = lastBeatAt === undefined ? '–' : formatInstant(lastBeatAt, 'seconds', language);
  return (
    <header className={styles['top']}>
      <a className={styles['name']} href="/">
        {site?.name ?? 'Autolog'}
      </a>
      <span className={styles['connection']} data-connected={connection === 'connected'}>
        <span aria-hidden>{connection === 'connected' ? '● ' : '▲ '}</span>
        {connection === 'connected'
          ? t('live')
          : connection === 'disconnected'
            ? t('disconnected', { at })
            : t('updating')}
      </span>
      {site?.clock.simulated === true ? (
        <span className={styles['mark']}>
          <span aria-hidden>▲ </span>
          {t('simulated', { rate: Math.round(siteClock.rate()) })}
        </span>
      ) : null}
      <span className={styles['clock']}>
        <span className={styles['date']}>
          {seconds === undefined ? '' : formatInstant(seconds * 1000, 'weekday and month', language)}
        </span>
        <b className="num">{seconds === undefined ? '–' : formatInstant(seconds * 1000, 'time', language)}</b>
      </span>
    </header>
  );
}
