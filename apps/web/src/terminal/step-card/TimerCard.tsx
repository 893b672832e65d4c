import type { TimerPurpose } from '@autolog/domain/batch/event';
import { millisOf } from '@autolog/domain/time';
import type { Instant } from '@autolog/domain/brand';
import { useLanguage, usePhrases } from '../../language/phrases.js';
import { formatInstant, useSiteSeconds } from '../../time/site-clock.js';
import { useConnection } from '../../live/use-view.js';
import { useCommand } from '../../outbox/use-command.js';
import { Timer } from '../../ui/Timer.js';
import { terminalPhrases } from '../language/phrases.js';
import { formatCountdown } from '../../batch/due-timers.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { startStep } from '../command/step-commands.js';
import { StepFrame } from './StepFrame.js';
import styles from './cards.module.css';
import type { CardProps } from './card-props.js';

/** A timer: started by hand, read from across the room, confirmed not before its minimum. */
export function TimerCard(props: CardProps<'timer'>) {
  return props.line.status === 'in_progress' ? <RunningTime {...props} /> : <TimeToStart {...props} />;
}

function TimeToStart({ step, batch, frame }: CardProps<'timer'>) {
  const t = usePhrases(terminalPhrases);
  const { outcome, send } = useCommand();
  const isQuiet = outcome.kind === 'ready' || outcome.kind === 'recorded';
  return (
    <StepFrame
      frame={isQuiet ? frame : { ...frame, note: <CommandOutcomeBanner outcome={outcome} value={t('begin')} /> }}
      help={<p className={styles['help']}>{t('beginsClock')}</p>}
      confirm={{
        label: `${t('begin')} (${step.min})`,
        disabledReason: outcome.kind === 'sending' ? t('sendingAny') : undefined,
        onPress: () => void send(startStep({ batch: batch.id, step: step.id, asOf: batch.asOf })),
      }}
    />
  );
}

function RunningTime({ step, line, batch, frame, onAnswer }: CardProps<'timer'>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const now = useSiteSeconds();
  const stale = useConnection() !== 'connected';
  const dueOf = (purpose: TimerPurpose): string | undefined =>
    batch.timers.find((timer) => timer.step === step.id && timer.purpose === purpose)?.dueAt;
  const secondsUntil = (due: string | undefined): number | undefined =>
    due === undefined || now === undefined ? undefined : Math.ceil(millisOf(due as Instant) / 1000 - now);
  const minimum = dueOf('minimum');
  const secondsToMinimum = secondsUntil(minimum);
  const secondsToMaximum = secondsUntil(dueOf('maximum'));
  const isPastMaximum = secondsToMaximum !== undefined && secondsToMaximum <= 0;
  const mustWait = secondsToMinimum !== undefined && secondsToMinimum > 0;
  const shownSeconds = mustWait ? secondsToMinimum : (secondsToMaximum ?? 0);
  return (
    <StepFrame
      frame={frame}
      help={
        line.startedAt === undefined ? undefined : (
          <p className={styles['help']}>
            {t('startedAt', { at: formatInstant(line.startedAt, 'day and time', language) })}
          </p>
        )
      }
      confirm={{
        label: t(frame.needsSignature ? 'signTime' : 'confirmTime'),
        disabledReason:
          mustWait && minimum !== undefined
            ? t('waitUntil', { at: formatInstant(minimum, 'time', language) })
            : undefined,
        onPress: () => onAnswer({ kind: 'timer' }, t('timeIsOver')),
      }}
    >
      <div className={styles['timer']}>
        <Timer
          urgent
          name={t(
            mustWait
              ? 'minimumLeft'
              : isPastMaximum
                ? 'pastMaximum'
                : secondsToMaximum === undefined
                  ? 'timeIsOver'
                  : 'maximumLeft',
          )}
          digits={formatCountdown(shownSeconds, isPastMaximum)}
          overdue={isPastMaximum}
          stale={stale}
        />
      </div>
    </StepFrame>
  );
}
