import type { SiteOverviewDevice } from '@autolog/contract/site-overview';
import { useLanguage, useSay } from '../../language/phrases.js';
import { useReadings } from '../../live/readings.js';
import { useConnection } from '../../live/use-view.js';
import { WATCHED } from '../../process/watched.js';
import { alarmOf, watchedNow } from '../../process/watched-now.js';
import { wallPhrases } from './phrases.js';
import styles from './Wall.module.css';

/** A device: what it does, three values with their limits, and its alarm. */
export function DeviceCard({ device }: Readonly<{ device: SiteOverviewDevice }>) {
  const say = useSay(wallPhrases);
  const language = useLanguage();
  const latest = useReadings(device.id);
  const connected = useConnection() === 'connected';
  const alarm = alarmOf(latest);
  const activity = latest.get('activityName')?.value;
  const state = latest.get('deviceState')?.value;
  const doing = [state, activity].filter((each) => each !== undefined && each !== '').join(' · ');
  const outOfService = device.status === 'out_of_service';
  const isOld = (stale: boolean | undefined): boolean => !connected || !device.connected || stale === true;
  return (
    <article className={styles['device']} data-level={alarm === undefined ? undefined : 'stop'}>
      <h2 className={styles['roomHead']}>
        <span className={styles['where']}>{device.code}</span>
        <span className={styles['serves']}>
          {outOfService ? say('outOfService') : device.batch === undefined ? say('idle') : device.batch.coi}
        </span>
      </h2>
      {alarm === undefined ? null : (
        <p className={styles['alarm']}>
          <span aria-hidden>◆ </span>
          {say('alarm', { text: alarm })}
        </p>
      )}
      <p className={styles['doing']}>
        {doing === '' ? say('noData') : doing}
        {device.connected ? null : (
          <span className={styles['quiet']}>
            {' '}
            <span aria-hidden>▲ </span>
            {say('notConnected')}
          </span>
        )}
      </p>
      <dl className={styles['values']}>
        {WATCHED.map((watched) => {
          const limits = device.limits.find(({ signal }) => signal === watched.signal)?.limits;
          const now = watchedNow(watched, latest, limits, language);
          return (
            <div key={watched.signal} data-level={now.level} data-old={isOld(now.stale)}>
              <dt>
                {now.level === undefined ? null : <span aria-hidden>{now.shape} </span>}
                {say(watched.signal)}
                {isOld(now.stale) && now.at !== undefined ? <span className="apart">{say('old')}</span> : null}
                {now.level === undefined ? null : <span className="apart">{say('outside')}</span>}
              </dt>
              <dd className="num">{now.shown}</dd>
            </div>
          );
        })}
      </dl>
    </article>
  );
}
