import type { SiteOverviewDevice } from '@autolog/contract/site-overview';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { useReadings } from '../../live/live-readings.js';
import { useConnection } from '../../live/use-view.js';
import { DISPLAYED_SIGNALS } from '../../batch/displayed-signals.js';
import { activeAlarm, displayedValueOf } from '../../batch/displayed-value.js';
import { siteOverviewPhrases } from './phrases.js';
import styles from './SiteOverview.module.css';

/** A device: what it does, three values with their limits, and its alarm. */
export function DeviceCard({ device }: Readonly<{ device: SiteOverviewDevice }>) {
  const t = usePhrases(siteOverviewPhrases);
  const language = useLanguage();
  const readings = useReadings(device.id);
  const connected = useConnection() === 'connected';
  const alarm = activeAlarm(readings);
  const activity = readings.get('activityName')?.value;
  const state = readings.get('deviceState')?.value;
  const activityText = [state, activity].filter((each) => each !== undefined && each !== '').join(' · ');
  const outOfService = device.status === 'out_of_service';
  const isOld = (stale: boolean | undefined): boolean => !connected || !device.connected || stale === true;
  return (
    <article className={styles['device']} data-level={alarm === undefined ? undefined : 'stop'}>
      <h2 className={styles['roomHead']}>
        <span className={styles['where']}>{device.code}</span>
        <span className={styles['serves']}>
          {outOfService ? t('outOfService') : device.batch === undefined ? t('idle') : device.batch.coi}
        </span>
      </h2>
      {alarm === undefined ? null : (
        <p className={styles['alarm']}>
          <span aria-hidden>◆ </span>
          {t('alarm', { text: alarm })}
        </p>
      )}
      <p className={styles['doing']}>
        {activityText === '' ? t('noData') : activityText}
        {device.connected ? null : (
          <span className={styles['quiet']}>
            {' '}
            <span aria-hidden>▲ </span>
            {t('notConnected')}
          </span>
        )}
      </p>
      <dl className={styles['values']}>
        {DISPLAYED_SIGNALS.map((displayedSignal) => {
          const limits = device.limits.find(({ signal }) => signal === displayedSignal.signal)?.limits;
          const displayed = displayedValueOf(displayedSignal, readings, limits, language);
          return (
            <div key={displayedSignal.signal} data-level={displayed.level} data-old={isOld(displayed.stale)}>
              <dt>
                {displayed.level === undefined ? null : <span aria-hidden>{displayed.shape} </span>}
                {t(displayedSignal.signal)}
                {isOld(displayed.stale) && displayed.at !== undefined ? (
                  <span className="visually-hidden">{t('old')}</span>
                ) : null}
                {displayed.level === undefined ? null : <span className="visually-hidden">{t('outside')}</span>}
              </dt>
              <dd className="num">{displayed.text}</dd>
            </div>
          );
        })}
      </dl>
    </article>
  );
}
