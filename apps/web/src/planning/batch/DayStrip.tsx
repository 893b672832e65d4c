import type { BatchReply, OperationLine } from '@autolog/contract/batch';
import type { CSSProperties } from 'react';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant, useSiteSeconds } from '../../time/site-clock.js';
import { dayColumnsOf, plannedDays, type DayColumn } from '../../batch/day-columns.js';
import { dayZero, noonOf, type ProcessDay } from '../../batch/process-day.js';
import { useProcessDay } from '../../batch/use-process-day.js';
import { currentColumn } from '../../batch/current-column.js';
import { useSite } from '../../site/use-site.js';
import { planningBatchPhrases } from './phrases.js';
import styles from './DayStrip.module.css';

/** Today gets two columns, and is wider, when it has more operations than these. */
const STACKED_MAX = 4;
/** Full, half and empty can be told apart without colour. */
const SHAPE = { done: '●', open: '◐', waiting: '○' } as const;

/**
 * The process from its first to its last day. Each operation is shown with its state and its steps; today is wider than
 * the other days, and a line marks the current time. The table below has the same facts.
 */
export function DayStrip({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(planningBatchPhrases);
  const plan = plannedDays(batch.operations);
  const today = useProcessDay({ ...batch, ...plan });
  const zero = dayZero({ ...batch, ...plan });
  const columns = dayColumnsOf(batch.operations);
  const isRunning = batch.status === 'in_process';
  const currentColumnId = isRunning ? currentColumn(columns, today)?.id : undefined;
  const widths = columns.map(({ id, operations }) => {
    if (id !== currentColumnId) return 'minmax(0, 1fr)';
    return operations.length > STACKED_MAX ? 'minmax(0, 5fr)' : 'minmax(0, 2.6fr)';
  });
  return (
    <section className={styles['strip']} aria-label={t('plan')}>
      <ol className={styles['days']} style={{ gridTemplateColumns: widths.join(' ') }}>
        {columns.map((column) => (
          <li
            key={column.id}
            className={styles['day']}
            data-now={column.id === currentColumnId}
            data-place={column.place}
            data-alone={column.operations.length === 1}
            data-many={column.operations.length > STACKED_MAX}
          >
            <DayHeader zero={zero} column={column} isNow={column.id === currentColumnId} />
            <div className={styles['drawn']}>
              <ol className={styles['operations']}>
                {column.operations.map((operation) => (
                  <Operation key={operation.id} operation={operation} />
                ))}
                {column.operations.length === 0 ? <li className="visually-hidden">{t('nothingPlanned')}</li> : null}
              </ol>
              {column.id === currentColumnId && column.place === 'day' && today !== undefined ? (
                <NowMarker today={today} />
              ) : null}
            </div>
          </li>
        ))}
      </ol>
      <p className={styles['legend']}>
        {t('legend')}
        {(['done', 'open', 'waiting'] as const).map((state) => (
          <span key={state}>
            <span aria-hidden>{SHAPE[state]} </span>
            {t(`state_${state}`)}
          </span>
        ))}
      </p>
    </section>
  );
}

function DayHeader({
  zero,
  column,
  isNow,
}: Readonly<{ zero: number | undefined; column: DayColumn<OperationLine>; isNow: boolean }>) {
  const t = usePhrases(planningBatchPhrases);
  const language = useLanguage();
  const site = useSite();
  if (column.place !== 'day') return <span className={styles['head']}>{t(column.place)}</span>;
  const day = column.day ?? 0;
  return (
    <span className={styles['head']}>
      <span className="visually-hidden">{t('day', { day })}</span>
      <b aria-hidden>{day}</b>
      {zero === undefined || site === undefined ? null : (
        <span>{formatInstant(noonOf(zero, day, site.zone), isNow ? 'weekday and month' : 'weekday', language)}</span>
      )}
    </span>
  );
}

function Operation({ operation }: Readonly<{ operation: OperationLine }>) {
  const t = usePhrases(planningBatchPhrases);
  const text = useText();
  const { status, stepsDone, stepsTotal, title } = operation;
  const share = stepsTotal === 0 ? 0 : Math.round((100 * stepsDone) / stepsTotal);
  return (
    <li className={styles['operation']} data-state={status} style={{ '--share': `${share}%` } as CSSProperties}>
      <span className={styles['figures']}>
        <span aria-hidden>{SHAPE[status]}</span>
        <span className="visually-hidden">{t(`state_${status}`)}</span>
        <span className="num">
          {stepsTotal === 0 ? t('leftOut') : t('stepsOf', { done: stepsDone, total: stepsTotal })}
        </span>
      </span>
      <span className={styles['title']}>{text(title)}</span>
    </li>
  );
}

/** The current site time, as the share of the day that has passed. */
function NowMarker({ today }: Readonly<{ today: ProcessDay }>) {
  const t = usePhrases(planningBatchPhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  if (seconds === undefined) return null;
  const at = `${(100 * today.share).toFixed(1)}%`;
  return (
    <span className={styles['now']} style={{ insetInlineStart: at }} data-late={today.share > 0.5}>
      <span>{t('now', { at: formatInstant(seconds * 1000, 'time', language) })}</span>
    </span>
  );
}
