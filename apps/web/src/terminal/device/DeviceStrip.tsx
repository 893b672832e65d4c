import type { BatchReply } from '@autolog/contract/batch';
import { isDecimal, roundedTo } from '@autolog/domain/quantity/decimal';
import type { LimitLevel } from '@autolog/domain/quantity/limits';
import { formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { qualityOf } from '@autolog/domain/device/signal';
import { exceededLevelNow, currentLimitsOf } from '@autolog/domain/batch/state/signal-limits';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { useReadings, type LiveReading } from '../../live/live-readings.js';
import { useConnection } from '../../live/use-view.js';
import { DISPLAYED_SIGNALS, type DisplayedSignal } from '../../batch/displayed-signals.js';
import { Scale } from '../../ui/Scale.js';
import { terminalPhrases } from '../language/phrases.js';
import { limitScaleOf } from '../../quantity/limit-scale.js';
import styles from './DeviceStrip.module.css';

const LEVEL_SHAPES: Readonly<Record<LimitLevel, string>> = { alert: '▲', action: '▲', stop: '◆' };

/** The device now: its activity and three values among their limits. Old values are hatched. */
export function DeviceStrip({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(terminalPhrases);
  const readings = useReadings(batch.deviceId);
  const deviceState = readings.get('deviceState')?.value;
  const activity = readings.get('activityName')?.value ?? deviceState;
  return (
    <section className={styles['strip']} aria-label={t('device')}>
      <div className={styles['state']}>{batch.deviceId === undefined ? t('noDevice') : (activity ?? t('noData'))}</div>
      {DISPLAYED_SIGNALS.map((displayedSignal) => (
        <SignalGauge
          key={displayedSignal.signal}
          batch={batch}
          displayedSignal={displayedSignal}
          reading={readings.get(displayedSignal.signal)}
          deviceState={deviceState}
        />
      ))}
    </section>
  );
}

function SignalGauge({
  batch,
  displayedSignal,
  reading,
  deviceState,
}: Readonly<{
  batch: BatchReply;
  displayedSignal: DisplayedSignal;
  reading: LiveReading | undefined;
  deviceState: string | undefined;
}>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const connected = useConnection() === 'connected';
  const limits = currentLimitsOf(batch.steps, displayedSignal.signal) ?? {};
  const scale = limitScaleOf(limits, language, displayedSignal.unit) ?? {
    low: displayedSignal.low,
    high: displayedSignal.high,
    marks: [],
  };
  const isGood = reading !== undefined && isDecimal(reading.value) && qualityOf(reading.statusCode) === 'good';
  const value = isGood ? roundedTo(reading.value, displayedSignal.decimals) : undefined;
  const level = isGood ? exceededLevelNow(limits, reading.value, deviceState) : undefined;
  const formatted = value === undefined ? '–' : formatQuantity(value, displayedSignal.unit, language);
  return (
    <div className={styles['value']} data-level={level} data-stale={!connected || reading?.stale === true}>
      <span className={styles['name']}>
        {level === undefined ? null : <span aria-hidden>{LEVEL_SHAPES[level]} </span>}
        {t(displayedSignal.signal)}
      </span>
      <span className={styles['figure']}>{formatted}</span>
      <span className={styles['scale']}>
        <Scale
          small
          low={scale.low}
          high={scale.high}
          value={value}
          from={'from' in scale ? scale.from : undefined}
          to={'to' in scale ? scale.to : undefined}
          label={t('scaleOf', { value: formatted, low: scale.low, high: scale.high })}
        />
      </span>
    </div>
  );
}
