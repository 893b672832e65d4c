import type { BatchReply, OperationLine } from '@autolog/contract/batch';
import type { CSSProperties } from 'react';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { shownAt, useSiteSeconds } from '../../live/clock.js';
import { columnsOf, planOf, type Column } from '../../process/days.js';
import { dayZero, noonOf, type ProcessDay } from '../../process/process-day.js';
import { useProcessDay } from '../../process/use-process-day.js';
import { whereNow } from '../../process/where-now.js';
import { useSite } from '../../site/use-site.js';
import { batchPhrases } from './phrases.js';
import styles from './DayStrip.module.css';

/** A day with more operations than these is drawn in two columns, and wider, while it is today. */
const STACKED_MAX = 4;
/** Full, half, empty: told apart without colour, and in one look. */
const SHAPE = { done: '●', open: '◐', waiting: '○' } as const;

/**
 * The process from its first to its last day. Each operation is drawn with its state and its steps, today is wider than
 * the other days, and a line stands where the site's clock is. The table below says the same in words.
 */
export function DayStrip({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(batchPhrases);
  const plan = planOf(batch.operations);
  const today = useProcessDay({ ...batch, ...plan });
  const zero = dayZero({ ...batch, ...plan });
  const columns = columnsOf(batch.operations);
  const running = batch.status === 'in_process';
  const nowAt = running ? whereNow(columns, today)?.id : undefined;
  const widths = columns.map(({ id, operations }) => {
    if (id !== nowAt) return 'minmax(0, 1fr)';
    return operations.length > STACKED_MAX ? 'minmax(0, 5fr)' : 'minmax(0, 2.6fr)';
  });
  return (
    <section className={styles['strip']} aria-label={say('plan')}>
      <ol className={styles['days']} style={{ gridTemplateColumns: widths.join(' ') }}>
        {columns.map((column) => (
          <li
            key={column.id}
            className={styles['day']}
            data-now={column.id === nowAt}
            data-place={column.place}
            data-alone={column.operations.length === 1}
            data-many={column.operations.length > STACKED_MAX}
          >
            <DayHead zero={zero} column={column} isNow={column.id === nowAt} />
            <div className={styles['drawn']}>
              <ol className={styles['operations']}>
                {column.operations.map((operation) => (
                  <Operation key={operation.id} operation={operation} />
                ))}
                {column.operations.length === 0 ? <li className="apart">{say('nothingPlanned')}</li> : null}
              </ol>
              {column.id === nowAt && column.place === 'day' && today !== undefined ? <Now today={today} /> : null}
            </div>
          </li>
        ))}
      </ol>
      <p className={styles['legend']}>
        {say('legend')}
        {(['done', 'open', 'waiting'] as const).map((state) => (
          <span key={state}>
            <span aria-hidden>{SHAPE[state]} </span>
            {say(`state_${state}`)}
          </span>
        ))}
      </p>
    </section>
  );
}

function DayHead({
  zero,
  column,
  isNow,
}: Readonly<{ zero: number | undefined; column: Column<OperationLine>; isNow: boolean }>) {
  const say = useSay(batchPhrases);
  const language = useLanguage();
  const site = useSite();
  if (column.place !== 'day') return <span className={styles['head']}>{say(column.place)}</span>;
  const day = column.day ?? 0;
  return (
    <span className={styles['head']}>
      <span className="apart">{say('day', { day })}</span>
      <b aria-hidden>{day}</b>
      {zero === undefined || site === undefined ? null : (
        <span className={styles['date']}>
          {shownAt(noonOf(zero, day, site.zone), isNow ? 'weekday and month' : 'weekday', language)}
        </span>
      )}
    </span>
  );
}

function Operation({ operation }: Readonly<{ operation: OperationLine }>) {
  const say = useSay(batchPhrases);
  const text = useText();
  const { status, stepsDone, stepsTotal, title } = operation;
  const share = stepsTotal === 0 ? 0 : Math.round((100 * stepsDone) / stepsTotal);
  return (
    <li className={styles['operation']} data-state={status} style={{ '--share': `${share}%` } as CSSProperties}>
      <span className={styles['figures']}>
        <span aria-hidden>{SHAPE[status]}</span>
        <span className="apart">{say(`state_${status}`)}</span>
        <span className="num">
          {stepsTotal === 0 ? say('leftOut') : say('stepsOf', { done: stepsDone, total: stepsTotal })}
        </span>
      </span>
      <span className={styles['title']}>{text(title)}</span>
    </li>
  );
}

/** The site's clock, as far along its day as the day is. */
function Now({ today }: Readonly<{ today: ProcessDay }>) {
  const say = useSay(batchPhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  if (seconds === undefined) return null;
  const at = `${(100 * today.share).toFixed(1)}%`;
  return (
    <span className={styles['now']} style={{ insetInlineStart: at }} data-late={today.share > 0.5}>
      <span>{say('now', { at: shownAt(seconds * 1000, 'time', language) })}</span>
    </span>
  );
}
