import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Instant } from '@autolog/domain/brand';
import { millisOf } from '@autolog/domain/time';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { shownAt, useSiteSeconds } from '../../live/clock.js';
import { digitsOf } from '../../live/due-timers.js';
import { isOpen, nextSteps } from '../../process/next-steps.js';
import { Panel } from '../../ui/Panel.js';
import { batchPhrases } from './phrases.js';
import { windowNow } from './window-now.js';
import styles from './BatchScreen.module.css';

const NEXT_MAX = 6;

/** What can be done now and what opens next, each with the time that matters most. */
export function NextPanel({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(batchPhrases);
  const next = nextSteps(batch.steps, NEXT_MAX);
  const ended = batch.status !== 'created' && (batch.status !== 'in_process' || batch.stepsDone === batch.stepsTotal);
  const none = batch.status === 'created' ? 'nextNotStarted' : ended ? 'nextEnded' : 'nextNone';
  return (
    <Panel title={say('next')}>
      {next.length === 0 || batch.status !== 'in_process' ? (
        <p className={styles['quiet']}>{say(none)}</p>
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
  const say = useSay(batchPhrases);
  const text = useText();
  const operation = batch.operations.find(({ id }) => id === line.operation);
  const seconds = useSiteSeconds();
  const [first] = line.waitsFor;
  const ahead = line.opensAt !== undefined && millisOf(line.opensAt as Instant) / 1000 > (seconds ?? 0);
  const notes = [
    ...(operation === undefined ? [] : [text(operation.title)]),
    ...(line.step.performer === 'qc_analyst' ? [say('forControl')] : []),
    // What comes before a step of another day says nothing of that day.
    ...(first === undefined || ahead ? [] : [say('waitsFor', { first: text(first) })]),
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
      <Window line={line} />
    </li>
  );
}

/** Until it opens, until it closes, or for how long it should have been done. */
function Window({ line }: Readonly<{ line: StepLine }>) {
  const say = useSay(batchPhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  if (line.status === 'awaiting_witness') return <span className={styles['open']}>{say('awaitsWitness')}</span>;
  if (line.status === 'in_progress') return <span className={styles['open']}>{say('running')}</span>;
  const window = seconds === undefined ? undefined : windowNow(line, seconds);
  if (window === undefined) return isOpen(line) ? <span className={styles['open']}>{say('openSince')}</span> : <span />;
  const { says, at, level } = window;
  const left = Math.ceil(millisOf(at as Instant) / 1000 - (seconds ?? 0));
  return (
    <span className={styles['window']} data-level={level} role="timer">
      <span className={styles['when']}>
        {level === 'overdue' ? <span aria-hidden>◆ </span> : level === 'soon' ? <span aria-hidden>▲ </span> : null}
        {say(says)}
        <span className={styles['quiet']}>{shownAt(at, 'day and time', language)}</span>
      </span>
      <b className={styles['digits']}>{digitsOf(left, level === 'overdue')}</b>
    </span>
  );
}
