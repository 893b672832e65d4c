import type { Instant } from '@autolog/domain/brand';
import { useLanguage, useSay } from '../../../language/phrases.js';
import { shownAt } from '../../../live/clock.js';
import { useReadings } from '../../../live/readings.js';
import { useConnection } from '../../../live/use-view.js';
import { terminalPhrases } from '../../phrases.js';
import { StepFrame, useConfirmLabel } from '../StepFrame.js';
import styles from '../cards.module.css';
import type { CardProps } from './card.js';

/**
 * Waits for the device to do something. What is confirmed is what the record holds of it, also when the device has gone
 * on since; the live line beside it only says what it shows now.
 */
export function ActivityCard({ step, batch, frame, onAnswer }: CardProps<'activity'>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  const label = useConfirmLabel(frame.signs);
  const now = useReadings(batch.deviceId).get('activityName');
  const old = useConnection() !== 'connected' || now?.stale === true;
  const seen = batch.seenActivities.find((each) => each.step === step.id);
  const sinceOf = (at: string): string => shownAt(at, 'day and time', language);
  const take = (): void => {
    if (seen === undefined) return;
    onAnswer({ kind: 'activity', value: seen.value, sourceTime: seen.sourceTime as Instant }, seen.value);
  };
  return (
    <StepFrame
      frame={frame}
      confirm={{
        label: seen === undefined ? say('confirm') : label(seen.value),
        cannot: seen === undefined ? say('activityAwaited') : undefined,
        onPress: take,
      }}
    >
      <dl className={styles['activity']} data-stale={old}>
        <dt>{say('activityWanted')}</dt>
        <dd>
          <span className={styles['awaited']}>
            <span aria-hidden>{seen === undefined ? '○ ' : '● '}</span>
            {step.activity}
          </span>
          <br />
          {seen === undefined ? say('activityNotYet') : say('activitySince', { at: sinceOf(seen.sourceTime) })}
        </dd>
        <dt>{say('activityNow')}</dt>
        <dd>
          {now === undefined ? say('noData') : say('shownSince', { value: now.value, at: sinceOf(now.sourceTime) })}
          {old && now !== undefined ? ` (${say('old')})` : null}
        </dd>
      </dl>
    </StepFrame>
  );
}
