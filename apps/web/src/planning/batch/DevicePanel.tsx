import type { BatchReply } from '@autolog/contract/batch';
import { currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { useReadings } from '../../live/live-readings.js';
import { useConnection } from '../../live/use-view.js';
import { DISPLAYED_SIGNALS } from '../../batch/displayed-signals.js';
import { activeAlarm, displayedValueOf } from '../../batch/displayed-value.js';
import { Panel } from '../../ui/Panel.js';
import { planningBatchPhrases } from './phrases.js';
import styles from './BatchScreen.module.css';

/** What the device says, live; every value that is old says so by a hatch and a word. */
export function DevicePanel({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(planningBatchPhrases);
  const language = useLanguage();
  const readings = useReadings(batch.deviceId);
  const connected = useConnection() === 'connected';
  if (batch.deviceId === undefined) {
    return (
      <Panel title={t('device')}>
        <p className={styles['quiet']}>{t('noDevice')}</p>
      </Panel>
    );
  }
  const state = readings.get('deviceState');
  const activity = readings.get('activityName');
  const alarm = activeAlarm(readings);
  const isOld = (stale: boolean | undefined): boolean => !connected || stale === true;
  return (
    <Panel title={t('device')} aside={batch.device}>
      <p className={styles['activity']} data-old={isOld(activity?.stale)}>
        <b>{activity?.value ?? t('noData')}</b>
        <span className={styles['quiet']}>
          {t('deviceState')}: {state?.value ?? t('noData')}
          {isOld(activity?.stale) ? ` (${t('old')})` : null}
        </span>
      </p>
      <dl className={styles['values']}>
        {DISPLAYED_SIGNALS.map((displayedSignal) => {
          const displayed = displayedValueOf(
            displayedSignal,
            readings,
            currentLimitsOf(batch.steps, displayedSignal.signal),
            language,
          );
          return (
            <div key={displayedSignal.signal} data-level={displayed.level} data-old={isOld(displayed.stale)}>
              <dt>
                {displayed.level === undefined ? null : <span aria-hidden>{displayed.shape} </span>}
                {t(displayedSignal.signal)}
              </dt>
              <dd>
                <b className="num">{displayed.text}</b>
                <span className={styles['quiet']}>
                  {displayed.level === undefined ? null : `${t(`outside_${displayed.level}`)}, `}
                  {displayed.at === undefined
                    ? t('noData')
                    : t('measuredAt', { at: formatInstant(displayed.at, 'seconds', language) })}
                  {isOld(displayed.stale) && displayed.at !== undefined ? ` (${t('old')})` : null}
                </span>
              </dd>
            </div>
          );
        })}
        <div data-level={alarm === undefined ? undefined : 'stop'}>
          <dt>
            {alarm === undefined ? null : <span aria-hidden>◆ </span>}
            {t('alarm')}
          </dt>
          <dd>{alarm ?? t('alarmNone')}</dd>
        </div>
      </dl>
    </Panel>
  );
}
