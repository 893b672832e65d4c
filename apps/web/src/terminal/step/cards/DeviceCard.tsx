import { useRef } from 'react';
import { DEVICE_READING_AGE_MAX_MS } from '@autolog/domain/step-kind/device';
import { isDecimal } from '@autolog/domain/quantity/decimal';
import { quantityInWords as inWords, formatQuantity } from '@autolog/domain/quantity/format-quantity';
import { millisOf } from '@autolog/domain/time';
import { qualityOf } from '@autolog/domain/device/signal';
import type { Instant } from '@autolog/domain/brand';
import { useLanguage, useSay } from '../../../language/phrases.js';
import { shownAt, useSiteSeconds } from '../../../live/clock.js';
import { useReadings, type Reading } from '../../../live/readings.js';
import { terminalPhrases } from '../../phrases.js';
import { LimitsScale } from '../LimitsScale.js';
import { StepFrame, useConfirmLabel } from '../StepFrame.js';
import styles from '../cards.module.css';
import type { CardProps } from './card.js';

/** Takes what the device says. What stands on the glass as the finger comes down is what is recorded, unrounded. */
export function DeviceCard({ step, batch, frame, onAnswer }: CardProps<'device'>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  const label = useConfirmLabel(frame.signs);
  const touched = useRef<Reading>(undefined);
  const reading = useReadings(batch.deviceId).get(step.signal);
  const now = useSiteSeconds();
  const good = reading !== undefined && now !== undefined && isUsable(reading, now * 1000);
  const printed = good ? formatQuantity(reading.value, step.parameter.unit, language) : undefined;
  const take = (): void => {
    const taken = touched.current ?? reading;
    touched.current = undefined;
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
        label: printed === undefined ? say('confirm') : label(printed),
        cannot: good ? undefined : say('noReading'),
        onTouch: () => {
          touched.current = good ? reading : undefined;
        },
        onPress: take,
      }}
    >
      <p className={styles['large']}>{printed ?? '–'}</p>
      {good ? (
        <p className={styles['help']}>
          {inWords(reading.value, step.parameter.unit, language)},{' '}
          {say('measuredAt', { at: shownAt(reading.sourceTime, 'seconds', language) })}
        </p>
      ) : null}
      {step.parameter.blind ? null : (
        <LimitsScale parameter={step.parameter} value={good ? reading.value : undefined} />
      )}
    </StepFrame>
  );
}

/** By the rule the server refuses by: good, a figure, and not older than it takes. */
const isUsable = ({ value, statusCode, sourceTime }: Reading, nowMs: number): boolean =>
  isDecimal(value) &&
  qualityOf(statusCode) === 'good' &&
  nowMs - millisOf(sourceTime as Instant) <= DEVICE_READING_AGE_MAX_MS;
