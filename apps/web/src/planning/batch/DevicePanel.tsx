import type { BatchReply } from '@autolog/contract/batch';
import { currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { useReadings } from '../../live/live-readings.js';
import { useConnection } from '../../live/use-view.js';
import { DISPLAYED_SIGNALS, type DisplayedSignal } from '../../batch/displayed-signals.js';
import { activeAlarm, displayedValueOf, type DisplayedValue } from '../../batch/displayed-value.js';
import { Panel } from '../../ui/Panel.js';
import { planningBatchPhrases } from './phrases.js';
import styles from './BatchScreen.module.css';

/** The readings of the device, live; an old value is marked by a hatch and a word. */
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
        {DISPLAYED_SIGNALS.map((displayedSignal) => (
          <SignalValue
            key={displayedSignal.signal}
            signal={displayedSignal.signal}
            displayed={displayedValueOf(
              displayedSignal,
              readings,
              currentLimitsOf(batch.steps, displayedSignal.signal),
              language,
            )}
            connected={connected}
          />
        ))}
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

type SignalValueProps = Readonly<{
  signal: DisplayedSignal['signal'];
  displayed: DisplayedValue;
  connected: boolean;
}>;

function SignalValue({ signal, displayed, connected }: SignalValueProps) {
  const t = usePhrases(planningBatchPhrases);
  const language = useLanguage();
  const isOld = !connected || displayed.stale === true;
  const { level, shape, text, at } = displayed;
  return (
    <div data-level={level} data-old={isOld}>
      <dt>
        {level === undefined ? null : <span aria-hidden>{shape} </span>}
        {t(signal)}
      </dt>
      <dd>
        <b className="num">{text}</b>
        <span className={styles['quiet']}>
          {level === undefined ? null : `${t(`outside_${level}`)}, `}
          {at === undefined ? t('noData') : t('measuredAt', { at: formatInstant(at, 'seconds', language) })}
          {isOld && at !== undefined ? ` (${t('old')})` : null}
        </span>
      </dd>
    </div>
  );
}
