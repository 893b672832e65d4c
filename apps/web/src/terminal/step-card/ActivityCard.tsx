import type { Instant } from '@autolog/domain/brand';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { useReadings } from '../../live/live-readings.js';
import { useConnection } from '../../live/use-view.js';
import { terminalPhrases } from '../language/phrases.js';
import { StepFrame, useConfirmLabel } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

/**
 * Waits for an activity of the device. What is confirmed is what the log of readings has of it, also when the device
 * has continued since. The live line below only tells what it shows now.
 */
export function ActivityCard({ step, batch, frame, onAnswer }: CardProps<'activity'>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const label = useConfirmLabel(frame.needsSignature);
  const now = useReadings(batch.deviceId).get('activityName');
  const isOld = useConnection() !== 'connected' || now?.stale === true;
  const seen = batch.seenActivities.find((each) => each.step === step.id);
  const formatSince = (at: string): string => formatInstant(at, 'day and time', language);
  const confirm = (): void => {
    if (seen === undefined) return;
    onAnswer({ kind: 'activity', value: seen.value, sourceTime: seen.sourceTime as Instant }, seen.value);
  };
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: seen === undefined ? t('confirm') : label(seen.value),
        disabledReason: seen === undefined ? t('activityAwaited') : undefined,
        onPress: confirm,
      }}
    >
      <dl className={styles['activity']} data-stale={isOld}>
        <dt>{t('activityWanted')}</dt>
        <dd>
          <span className={styles['awaited']}>
            <span aria-hidden>{seen === undefined ? '○ ' : '● '}</span>
            {step.activity}
          </span>
          <br />
          {seen === undefined ? t('activityNotYet') : t('activitySince', { at: formatSince(seen.sourceTime) })}
        </dd>
        <dt>{t('activityNow')}</dt>
        <dd>
          {now === undefined ? t('noData') : t('shownSince', { value: now.value, at: formatSince(now.sourceTime) })}
          {isOld && now !== undefined ? ` (${t('old')})` : null}
        </dd>
      </dl>
    </StepFrame>
  );
}
