import { useRef } from 'react';
import { DEVICE_READING_AGE_MAX_MS } from '@autolog/domain/step-kind/device';
import { isDecimal } from '@autolog/domain/quantity/decimal';
import { formatQuantity, quantityInWords } from '@autolog/domain/quantity/format-quantity';
import { millisOf } from '@autolog/domain/time';
import { qualityOf } from '@autolog/domain/device/signal';
import type { Instant } from '@autolog/domain/brand';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { formatInstant, useSiteSeconds } from '../../time/site-clock.js';
import { useReadings, type LiveReading } from '../../live/live-readings.js';
import { terminalPhrases } from '../language/phrases.js';
import { LimitsScale } from './LimitsScale.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

/** Takes the reading of the device. The value shown when the finger comes down is the one recorded, unrounded. */
export function DeviceCard({ step, batch, frame, onAnswer }: CardProps<'device'>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const label = useConfirmLabel(frame.needsSignature);
  const readingAtTouch = useRef<LiveReading>(undefined);
  const reading = useReadings(batch.deviceId).get(step.signal);
  const now = useSiteSeconds();
  const isGood = reading !== undefined && now !== undefined && isUsable(reading, now * 1000);
  const formatted = isGood ? formatQuantity(reading.value, step.parameter.unit, language) : undefined;
  const confirm = (): void => {
    const taken = readingAtTouch.current ?? reading;
    readingAtTouch.current = undefined;
    if (taken === undefined) return;
    onAnswer(
      { kind: 'device', value: taken.value, sourceTime: taken.sourceTime as Instant },
      formatQuantity(taken.value, step.parameter.unit, language),
    );
  };
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: formatted === undefined ? t('confirm') : label(formatted),
        disabledReason: isGood ? undefined : t('noReading'),
        onTouch: () => {
          readingAtTouch.current = isGood ? reading : undefined;
        },
        onPress: confirm,
      }}
    >
      <p className={styles['large']}>{formatted ?? '–'}</p>
      {isGood ? (
        <p className={styles['help']}>
          {quantityInWords(reading.value, step.parameter.unit, language)},{' '}
          {t('measuredAt', { at: formatInstant(reading.sourceTime, 'seconds', language) })}
        </p>
      ) : null}
      {step.parameter.blind ? null : (
        <LimitsScale parameter={step.parameter} value={isGood ? reading.value : undefined} />
      )}
    </StepFrame>
  );
}

/** The rule of the server: good quality, a number, and not too old. */
const isUsable = ({ value, statusCode, sourceTime }: LiveReading, nowMs: number): boolean =>
  isDecimal(value) &&
  qualityOf(statusCode) === 'good' &&
  nowMs - millisOf(sourceTime as Instant) <= DEVICE_READING_AGE_MAX_MS;
