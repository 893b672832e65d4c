import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Instant } from '@autolog/domain/brand';
import { millisOf } from '@autolog/domain/time';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant, useSiteSeconds } from '../../time/site-clock.js';
import { formatCountdown } from '../../batch/due-timers.js';
import { isOpen, nextSteps } from '../../batch/next-steps.js';
import { Panel } from '../../ui/Panel.js';
import { planningBatchPhrases } from './phrases.js';
import { windowStatus } from './window-status.js';
import styles from './BatchScreen.module.css';

const NEXT_MAX = 6;

/** What can be done now and what opens next, each with the time that matters most. */
export function NextPanel({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(planningBatchPhrases);
  const next = nextSteps(batch.steps, NEXT_MAX);
  const ended = batch.status !== 'created' && (batch.status !== 'in_process' || batch.stepsDone === batch.stepsTotal);
  const none = batch.status === 'created' ? 'nextNotStarted' : ended ? 'nextEnded' : 'nextNone';
  return (
    <Panel title={t('next')}>
      {next.length === 0 || batch.status !== 'in_process' ? (
        <p className={styles['quiet']}>{t(none)}</p>
      ) : (
        <ol className={styles['next']}>
          {next.map((line) => (
            <NextStep key={line.step.id} batch={batch} line={line} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function NextStep({ batch, line }: Readonly<{ batch: BatchReply; line: StepLine }>) {
  const t = usePhrases(planningBatchPhrases);
  const text = useText();
  const operation = batch.operations.find(({ id }) => id === line.operation);
  const seconds = useSiteSeconds();
  const [firstPredecessor] = line.waitsFor;
  const opensLater = line.opensAt !== undefined && millisOf(line.opensAt as Instant) / 1000 > (seconds ?? 0);
  const notes = [
    ...(operation === undefined ? [] : [text(operation.title)]),
    ...(line.step.performer === 'qc_analyst' ? [t('forControl')] : []),
    // Waiting for other steps is not shown of a step on another day.
    ...(firstPredecessor === undefined || opensLater ? [] : [t('waitsFor', { first: text(firstPredecessor) })]),
  ];
  return (
    <li className={styles['nextStep']} data-open={isOpen(line)}>
      <span className={styles['what']}>
        <b>
          <span aria-hidden>{isOpen(line) ? '▸ ' : ''}</span>
          {text(line.step.title)}
        </b>
        <span className={styles['quiet']}>{notes.join(' · ')}</span>
      </span>
      <WindowCountdown line={line} />
    </li>
  );
}

/** The time until it opens or closes, or how long it is overdue. */
function WindowCountdown({ line }: Readonly<{ line: StepLine }>) {
  const t = usePhrases(planningBatchPhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  if (line.status === 'awaiting_witness') return <span className={styles['open']}>{t('awaitsWitness')}</span>;
  if (line.status === 'in_progress') return <span className={styles['open']}>{t('running')}</span>;
  const window = seconds === undefined ? undefined : windowStatus(line, seconds);
  if (window === undefined) return isOpen(line) ? <span className={styles['open']}>{t('openSince')}</span> : <span />;
  const { phrase, at, level } = window;
  const left = Math.ceil(millisOf(at as Instant) / 1000 - (seconds ?? 0));
  return (
    <span className={styles['window']} data-level={level} role="timer">
      <span className={styles['when']}>
        {level === 'overdue' ? <span aria-hidden>◆ </span> : level === 'soon' ? <span aria-hidden>▲ </span> : null}
        {t(phrase)}
        <span className={styles['quiet']}>{formatInstant(at, 'day and time', language)}</span>
      </span>
      <b className={styles['digits']}>{formatCountdown(left, level === 'overdue')}</b>
    </span>
  );
}
