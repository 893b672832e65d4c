import type { BatchReply } from '@autolog/contract/batch';
import { isDecimal, roundedTo } from '@autolog/domain/quantity/decimal';
import type { LimitLevel } from '@autolog/domain/quantity/limits';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { qualityOf } from '@autolog/domain/device/signal';
import { exceededLevelNow, currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { useLanguage, useSay } from '../../language/phrases.js';
import { useReadings, type Reading } from '../../live/readings.js';
import { useConnection } from '../../live/use-view.js';
import { WATCHED } from '../../process/watched.js';
import { Scale } from '../../ui/Scale.js';
import { terminalPhrases } from '../phrases.js';
import { scaleOf } from '../step/scale-of.js';
import styles from './DeviceStrip.module.css';

const SHAPE: Readonly<Record<LimitLevel, string>> = { alert: '▲', action: '▲', stop: '◆' };

/** The device as it is now: what it does and three values where they stand among their limits. Old ones are hatched. */
export function DeviceStrip({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(terminalPhrases);
  const readings = useReadings(batch.deviceId);
  const deviceState = readings.get('deviceState')?.value;
  const doing = readings.get('activityName')?.value ?? deviceState;
  return (
    <section className={styles['strip']} aria-label={say('device')}>
      <div className={styles['state']}>{batch.deviceId === undefined ? say('noDevice') : (doing ?? say('noData'))}</div>
      {WATCHED.map((watched) => (
        <Value
          key={watched.signal}
          batch={batch}
          watched={watched}
          reading={readings.get(watched.signal)}
          deviceState={deviceState}
        />
      ))}
    </section>
  );
}

function Value({
  batch,
  watched,
  reading,
  deviceState,
}: Readonly<{
  batch: BatchReply;
  watched: (typeof WATCHED)[number];
  reading: Reading | undefined;
  deviceState: string | undefined;
}>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  const connected = useConnection() === 'connected';
  const limits = currentLimitsOf(batch.steps, watched.signal) ?? {};
  const scale = scaleOf(limits, language, watched.unit) ?? { low: watched.low, high: watched.high, marks: [] };
  const good = reading !== undefined && isDecimal(reading.value) && qualityOf(reading.statusCode) === 'good';
  const value = good ? roundedTo(reading.value, watched.decimals) : undefined;
  const level = good ? exceededLevelNow(limits, reading.value, deviceState) : undefined;
  const printed = value === undefined ? '–' : formatQuantity(value, watched.unit, language);
  return (
    <div className={styles['value']} data-level={level} data-stale={!connected || reading?.stale === true}>
      <span className={styles['name']}>
        {level === undefined ? null : <span aria-hidden>{SHAPE[level]} </span>}
        {say(watched.signal)}
      </span>
      <span className={styles['figure']}>{printed}</span>
      <span className={styles['scale']}>
        <Scale
          small
          low={scale.low}
          high={scale.high}
          value={value}
          from={'from' in scale ? scale.from : undefined}
          to={'to' in scale ? scale.to : undefined}
          label={say('scaleOf', { value: printed, low: scale.low, high: scale.high })}
        />
      </span>
    </div>
  );
}
