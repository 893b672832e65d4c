import { SEVERITIES_WORST_FIRST } from '@autolog/domain/exception/exception';
import type { SiteOverviewBatch, SiteOverviewRoom } from '@autolog/contract/site-overview';
import type { Text } from '@autolog/domain/text';
import { usePhrases, useText } from '../../language/phrases.js';
import { useSiteSeconds } from '../../time/site-clock.js';
import { formatCountdown, dueTimers, TIMER_PHRASES, type DueTimer } from '../../batch/due-timers.js';
import { useProcessDay } from '../../batch/use-process-day.js';
import { siteOverviewPhrases } from './phrases.js';
import styles from './SiteOverview.module.css';

/** A longer name is set smaller, so that it takes two lines and not three. */
const LONG_TITLE_CHARACTERS = 36;

/** A room: free, out of service, or the batch in it and what that waits for. */
export function RoomCard({ room }: Readonly<{ room: SiteOverviewRoom }>) {
  const t = usePhrases(siteOverviewPhrases);
  const { code, status, batch, unreadable } = room;
  const critical = (batch?.exceptions.critical ?? 0) > 0 || unreadable !== undefined;
  const level = critical ? 'stop' : batch?.held === true ? 'warn' : undefined;
  const empty = status === 'out_of_service' ? t('outOfService') : t('free');
  return (
    <article className={styles['room']} data-level={level} data-empty={batch === undefined}>
      <h2 className={styles['roomHead']}>
        <span className={styles['where']}>{code}</span>
        {batch === undefined ? null : <span className={styles['number']}>{batch.number}</span>}
      </h2>
      {unreadable === undefined ? null : (
        <p className={styles['alarm']}>
          <span aria-hidden>◆ </span>
          {t('unreadable', { number: unreadable.number })}
        </p>
      )}
      {batch === undefined && unreadable === undefined ? (
        <p className={styles['emptyRoom']}>
          <span aria-hidden>{status === 'out_of_service' ? '╳ ' : '○ '}</span>
          {empty}
        </p>
      ) : null}
      {batch === undefined ? null : <BatchInRoom batch={batch} />}
    </article>
  );
}

function BatchInRoom({ batch }: Readonly<{ batch: SiteOverviewBatch }>) {
  const t = usePhrases(siteOverviewPhrases);
  const text = useText();
  const today = useProcessDay(batch);
  const { lastDay, operations, next } = batch;
  const [first, ...others] = operations;
  const seconds = useSiteSeconds();
  const [due] = seconds === undefined ? [] : dueTimers(batch.timers, seconds);
  // A step with a deadline can be done now.
  const isDeadline = due?.timer.purpose === 'window-closes' || due?.timer.purpose === 'maximum';
  const isLong = (title: Text | undefined): boolean =>
    title !== undefined && text(title).length > LONG_TITLE_CHARACTERS;
  return (
    <>
      <p className={styles['coi']}>{batch.coi}</p>
      <p className={styles['progress']}>
        {today === undefined || lastDay === undefined ? null : (
          <b>{t('dayOf', { day: Math.min(today.day, lastDay), last: lastDay })}</b>
        )}
        <span className="num">{t('steps', { done: batch.stepsDone, total: batch.stepsTotal })}</span>
      </p>
      <progress className={styles['bar']} max={batch.stepsTotal} value={batch.stepsDone} aria-label={batch.number} />
      <p className={styles['operation']} data-long={isLong(first?.title)}>
        {first === undefined ? t('noOperation') : text(first.title)}
        {others.length === 0 ? null : <span> {t('operationsMore', { count: others.length })}</span>}
      </p>
      {next === undefined || isDeadline ? null : (
        <p className={styles['next']} data-long={isLong(next.title)}>
          {t(next.performer === 'qc_analyst' ? 'forControl' : 'nextStep', { title: text(next.title) })}
        </p>
      )}
      <DueTimerLine due={due} />
      <BatchAlerts batch={batch} />
    </>
  );
}

/** The one time that matters most: the longest overdue, then what is due soonest. */
function DueTimerLine({ due }: Readonly<{ due: DueTimer | undefined }>) {
  const t = usePhrases(siteOverviewPhrases);
  const text = useText();
  if (due === undefined) return <p className={styles['noDue']}>{t('nothingDue')}</p>;
  const { timer, overdue, soon, seconds: left } = due;
  return (
    <p className={styles['due']} data-level={overdue ? 'stop' : soon ? 'warn' : undefined} role="timer">
      <span data-long={text(timer.title).length > LONG_TITLE_CHARACTERS}>
        {overdue ? <span aria-hidden>◆ </span> : soon ? <span aria-hidden>▲ </span> : null}
        {t(overdue ? 'timerOverdue' : TIMER_PHRASES[timer.purpose], { title: text(timer.title) })}
      </span>
      <b className={styles['digits']}>{formatCountdown(left, overdue)}</b>
    </p>
  );
}

const SHAPE = { critical: '◆', major: '▲', minor: '△' } as const;

/** On hold or not, and what is open, by how severe it is. */
function BatchAlerts({ batch }: Readonly<{ batch: SiteOverviewBatch }>) {
  const t = usePhrases(siteOverviewPhrases);
  const { exceptions, held } = batch;
  const open = SEVERITIES_WORST_FIRST.filter((severity) => exceptions[severity] > 0);
  if (open.length === 0 && !held) return <p className={styles['noDue']}>{t('exceptionsNone')}</p>;
  return (
    <ul className={styles['exceptions']}>
      {held ? (
        <li data-severity="major">
          <span aria-hidden>▲ </span>
          {t('held')}
        </li>
      ) : null}
      {open.map((severity) => (
        <li key={severity} data-severity={severity}>
          <span aria-hidden>{SHAPE[severity]} </span>
          <b className="num">{exceptions[severity]}</b> {t(severity)}
        </li>
      ))}
    </ul>
  );
}
