import type { SiteOverviewBatch, SiteOverviewRoom } from '@autolog/contract/site-overview';
import type { Text } from '@autolog/domain/text';
import { useSay, useText } from '../../language/phrases.js';
import { useSiteSeconds } from '../../live/clock.js';
import { digitsOf, dueTimers, TIMER_SAYS, type DueTimer } from '../../live/due-timers.js';
import { useProcessDay } from '../../process/use-process-day.js';
import { wallPhrases } from './phrases.js';
import styles from './Wall.module.css';

/** A name longer than this is set smaller, so that it takes two lines and not three. */
const LONG = 36;

/** A room: free, out of service, or whose cells are in it and what they wait for. */
export function RoomCard({ room }: Readonly<{ room: SiteOverviewRoom }>) {
  const say = useSay(wallPhrases);
  const { code, status, batch, unreadable } = room;
  const critical = (batch?.exceptions.critical ?? 0) > 0 || unreadable !== undefined;
  const level = critical ? 'stop' : batch?.held === true ? 'warn' : undefined;
  const empty = status === 'out_of_service' ? say('outOfService') : say('free');
  return (
    <article className={styles['room']} data-level={level} data-empty={batch === undefined}>
      <h2 className={styles['roomHead']}>
        <span className={styles['where']}>{code}</span>
        {batch === undefined ? null : <span className={styles['number']}>{batch.number}</span>}
      </h2>
      {unreadable === undefined ? null : (
        <p className={styles['alarm']}>
          <span aria-hidden>◆ </span>
          {say('unreadable', { number: unreadable.number })}
        </p>
      )}
      {batch === undefined && unreadable === undefined ? (
        <p className={styles['emptyRoom']}>
          <span aria-hidden>{status === 'out_of_service' ? '╳ ' : '○ '}</span>
          {empty}
        </p>
      ) : null}
      {batch === undefined ? null : <InRoom batch={batch} />}
    </article>
  );
}

function InRoom({ batch }: Readonly<{ batch: SiteOverviewBatch }>) {
  const say = useSay(wallPhrases);
  const text = useText();
  const today = useProcessDay(batch);
  const { lastDay, operations, next } = batch;
  const [first, ...others] = operations;
  const seconds = useSiteSeconds();
  const [due] = seconds === undefined ? [] : dueTimers(batch.timers, seconds);
  // What has to be done by then is what can be done now.
  const isDeadline = due?.timer.purpose === 'window-closes' || due?.timer.purpose === 'maximum';
  const isLong = (title: Text | undefined): boolean => title !== undefined && text(title).length > LONG;
  return (
    <>
      <p className={styles['coi']}>{batch.coi}</p>
      <p className={styles['progress']}>
        {today === undefined || lastDay === undefined ? null : (
          <b>{say('dayOf', { day: Math.min(today.day, lastDay), last: lastDay })}</b>
        )}
        <span className="num">{say('steps', { done: batch.stepsDone, total: batch.stepsTotal })}</span>
      </p>
      <progress className={styles['bar']} max={batch.stepsTotal} value={batch.stepsDone} aria-label={batch.number} />
      <p className={styles['operation']} data-long={isLong(first?.title)}>
        {first === undefined ? say('noOperation') : text(first.title)}
        {others.length === 0 ? null : <span> {say('operationsMore', { count: others.length })}</span>}
      </p>
      {next === undefined || isDeadline ? null : (
        <p className={styles['next']} data-long={isLong(next.title)}>
          {say(next.performer === 'qc_analyst' ? 'forControl' : 'nextStep', { title: text(next.title) })}
        </p>
      )}
      <Due due={due} />
      <Standing batch={batch} />
    </>
  );
}

/** The one time that matters most: the longest overdue, then what is due soonest. */
function Due({ due }: Readonly<{ due: DueTimer | undefined }>) {
  const say = useSay(wallPhrases);
  const text = useText();
  if (due === undefined) return <p className={styles['noDue']}>{say('nothingDue')}</p>;
  const { timer, overdue, soon, seconds: left } = due;
  return (
    <p className={styles['due']} data-level={overdue ? 'stop' : soon ? 'warn' : undefined} role="timer">
      <span data-long={text(timer.title).length > LONG}>
        {overdue ? <span aria-hidden>◆ </span> : soon ? <span aria-hidden>▲ </span> : null}
        {say(overdue ? 'timerOverdue' : TIMER_SAYS[timer.purpose], { title: text(timer.title) })}
      </span>
      <b className={styles['digits']}>{digitsOf(left, overdue)}</b>
    </p>
  );
}

const SHAPE = { critical: '◆', major: '▲', minor: '△' } as const;

/** On hold or not, and what is open, by how severe it is. */
function Standing({ batch }: Readonly<{ batch: SiteOverviewBatch }>) {
  const say = useSay(wallPhrases);
  const { exceptions, held } = batch;
  const open = (['critical', 'major', 'minor'] as const).filter((severity) => exceptions[severity] > 0);
  if (open.length === 0 && !held) return <p className={styles['noDue']}>{say('exceptionsNone')}</p>;
  return (
    <ul className={styles['exceptions']}>
      {held ? (
        <li data-severity="major">
          <span aria-hidden>▲ </span>
          {say('held')}
        </li>
      ) : null}
      {open.map((severity) => (
        <li key={severity} data-severity={severity}>
          <span aria-hidden>{SHAPE[severity]} </span>
          <b className="num">{exceptions[severity]}</b> {say(severity)}
        </li>
      ))}
    </ul>
  );
}
