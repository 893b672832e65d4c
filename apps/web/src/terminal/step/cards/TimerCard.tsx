import type { TimerPurpose } from '@autolog/domain/batch/event';
import { millisOf } from '@autolog/domain/time';
import type { Instant } from '@autolog/domain/brand';
import { useLanguage, useSay } from '../../../language/phrases.js';
import { shownAt, useSiteSeconds } from '../../../live/clock.js';
import { useConnection } from '../../../live/use-view.js';
import { useCommand } from '../../../outbox/use-command.js';
import { Timer } from '../../../ui/Timer.js';
import { terminalPhrases } from '../../phrases.js';
import { digitsOf } from '../../../live/due-timers.js';
import { OutcomeNote } from '../OutcomeNote.js';
import { startStep } from '../step.command.js';
import { StepFrame } from '../StepFrame.js';
import styles from '../cards.module.css';
import type { CardProps } from './card.js';

/** A time that has to pass: started by hand, read from across the room, ended not before its minimum. */
export function TimerCard(props: CardProps<'timer'>) {
  return props.line.status === 'in_progress' ? <RunningTime {...props} /> : <TimeToStart {...props} />;
}

function TimeToStart({ step, batch, frame }: CardProps<'timer'>) {
  const say = useSay(terminalPhrases);
  const { outcome, send } = useCommand();
  const quiet = outcome.kind === 'ready' || outcome.kind === 'recorded';
  return (
    <StepFrame
      frame={quiet ? frame : { ...frame, note: <OutcomeNote outcome={outcome} value={say('begin')} /> }}
      help={<p className={styles['help']}>{say('beginsClock')}</p>}
      confirm={{
        label: `${say('begin')} (${step.min})`,
        cannot: outcome.kind === 'sending' ? say('sendingAny') : undefined,
        onPress: () => void send(startStep({ batch: batch.id, step: step.id, asOf: batch.asOf })),
      }}
    />
  );
}

function RunningTime({ step, line, batch, frame, onAnswer }: CardProps<'timer'>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  const now = useSiteSeconds();
  const stale = useConnection() !== 'connected';
  const dueOf = (purpose: TimerPurpose): string | undefined =>
    batch.timers.find((timer) => timer.step === step.id && timer.purpose === purpose)?.dueAt;
  const left = (due: string | undefined): number | undefined =>
    due === undefined || now === undefined ? undefined : Math.ceil(millisOf(due as Instant) / 1000 - now);
  const minimum = dueOf('minimum');
  const waiting = left(minimum);
  const latest = left(dueOf('maximum'));
  const over = latest !== undefined && latest <= 0;
  const mustWait = waiting !== undefined && waiting > 0;
  const shownSeconds = mustWait ? waiting : (latest ?? 0);
  return (
    <StepFrame
      frame={frame}
      help={
        line.startedAt === undefined ? undefined : (
          <p className={styles['help']}>
            {say('startedAt', { at: shownAt(line.startedAt, 'day and time', language) })}
          </p>
        )
      }
      confirm={{
        label: say(frame.signs ? 'signTime' : 'confirmTime'),
        cannot:
          mustWait && minimum !== undefined ? say('waitUntil', { at: shownAt(minimum, 'time', language) }) : undefined,
        onPress: () => onAnswer({ kind: 'timer' }, say('timeIsOver')),
      }}
    >
      <div className={styles['timer']}>
        <Timer
          urgent
          name={say(
            mustWait ? 'minimumLeft' : over ? 'pastMaximum' : latest === undefined ? 'timeIsOver' : 'maximumLeft',
          )}
          digits={digitsOf(shownSeconds, over)}
          overdue={over}
          stale={stale}
        />
      </div>
    </StepFrame>
  );
}
