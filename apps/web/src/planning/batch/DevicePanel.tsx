import type { BatchReply } from '@autolog/contract/batch';
import { currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { useLanguage, useSay } from '../../language/phrases.js';
import { shownAt } from '../../live/clock.js';
import { useReadings } from '../../live/readings.js';
import { useConnection } from '../../live/use-view.js';
import { WATCHED } from '../../process/watched.js';
import { alarmOf, watchedNow } from '../../process/watched-now.js';
import { Panel } from '../../ui/Panel.js';
import { batchPhrases } from './phrases.js';
import styles from './BatchScreen.module.css';

/** What the device says, live; every value that is old says so by a hatch and a word. */
export function DevicePanel({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(batchPhrases);
  const language = useLanguage();
  const readings = useReadings(batch.deviceId);
  const connected = useConnection() === 'connected';
  if (batch.deviceId === undefined) {
    return (
      <Panel title={say('device')}>
        <p className={styles['quiet']}>{say('noDevice')}</p>
      </Panel>
    );
  }
  const state = readings.get('deviceState');
  const activity = readings.get('activityName');
  const alarm = alarmOf(readings);
  const isOld = (stale: boolean | undefined): boolean => !connected || stale === true;
  return (
    <Panel title={say('device')} aside={batch.device}>
      <p className={styles['activity']} data-old={isOld(activity?.stale)}>
        <b>{activity?.value ?? say('noData')}</b>
        <span className={styles['quiet']}>
          {say('deviceState')}: {state?.value ?? say('noData')}
          {isOld(activity?.stale) ? ` (${say('old')})` : null}
        </span>
      </p>
      <dl className={styles['values']}>
        {WATCHED.map((watched) => {
          const now = watchedNow(watched, readings, currentLimitsOf(batch.steps, watched.signal), language);
          return (
            <div key={watched.signal} data-level={now.level} data-old={isOld(now.stale)}>
              <dt>
                {now.level === undefined ? null : <span aria-hidden>{now.shape} </span>}
                {say(watched.signal)}
              </dt>
              <dd>
                <b className="num">{now.shown}</b>
                <span className={styles['quiet']}>
                  {now.level === undefined ? null : `${say(`outside_${now.level}`)}, `}
                  {now.at === undefined
                    ? say('noData')
                    : say('measuredAt', { at: shownAt(now.at, 'seconds', language) })}
                  {isOld(now.stale) && now.at !== undefined ? ` (${say('old')})` : null}
                </span>
              </dd>
            </div>
          );
        })}
        <div data-level={alarm === undefined ? undefined : 'stop'}>
          <dt>
            {alarm === undefined ? null : <span aria-hidden>◆ </span>}
            {say('alarm')}
          </dt>
          <dd>{alarm ?? say('alarmNone')}</dd>
        </div>
      </dl>
    </Panel>
  );
}
