import type { ExceptionLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { isUnitCode, UNITS } from '@autolog/domain/quantity/unit';
import type { Language } from '@autolog/domain/text';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { addressOf } from '../../ui/address.js';
import { Table, type Column } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { localizeDecimals } from '../review/describe-outcome.js';
import { qualityPhrases } from '../language/phrases.js';
import { distinctDetail, formatInstantsIn } from './exception-detail.js';
import { useExceptionDetail } from './use-exception-detail.js';
import { Timestamp } from '../../site/Timestamp.js';
import styles from '../Quality.module.css';

export type ExceptionRow = Readonly<{ exception: ExceptionLine; batch: Readonly<{ id: string; number: string }> }>;

/** Every exception as one row, whatever its state; `withBatch` where rows come from more than one batch. */
export function ExceptionTable({
  caption,
  rows,
  withBatch,
  marked,
  empty,
}: Readonly<{
  caption: string;
  rows: readonly ExceptionRow[];
  withBatch?: boolean;
  marked?: string | undefined;
  empty: string;
}>) {
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const columns: readonly Column<ExceptionRow>[] = [
    { id: 'severity', head: t('columnSeverity'), cell: ({ exception }) => <SeverityTag exception={exception} /> },
    ...(withBatch === true ? [batchColumn(t('columnBatch'))] : []),
    { id: 'what', head: t('columnWhat'), cell: (row) => <ExceptionTitle row={row} /> },
    {
      id: 'limit',
      head: t('columnLimit'),
      align: 'end',
      mono: true,
      cell: ({ exception }) => <ObservationText text={formatObservation(exception, 'limit', language)} />,
    },
    {
      id: 'found',
      head: t('columnFound'),
      align: 'end',
      mono: true,
      cell: ({ exception }) => <ObservationText text={formatObservation(exception, 'found', language)} />,
    },
    {
      id: 'when',
      head: t('columnWhen'),
      cell: ({ exception }) => (
        <div className={styles['stack']}>
          <Timestamp at={exception.raisedAt} brief />
          <span>{exception.raisedByName ?? t('bySystem')}</span>
        </div>
      ),
    },
    {
      id: 'disposition',
      head: t('columnDisposition'),
      cell: ({ exception }) => <AssessmentCell exception={exception} />,
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={(row) => exceptionRowKey(row)}
      marked={marked}
      empty={<p>{empty}</p>}
    />
  );
}

export const exceptionRowKey = ({ exception, batch }: ExceptionRow): string => `${batch.id} ${exception.id}`;

const batchColumn = (head: string): Column<ExceptionRow> => ({
  id: 'batch',
  head,
  cell: ({ batch }) => (
    <a className={`code ${styles['link']}`} href={addressOf('batches', batch.id)}>
      {batch.number}
    </a>
  ),
});

export function SeverityTag({ exception }: Readonly<{ exception: ExceptionLine }>) {
  const t = usePhrases(qualityPhrases);
  return <Tag level={exception.severity}>{t(`severity_${exception.severity}`)}</Tag>;
}

function ExceptionTitle({ row: { exception, batch } }: Readonly<{ row: ExceptionRow }>) {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const detail = useExceptionDetail();
  const distinct = distinctDetail(exception);
  return (
    <div className={`${styles['stack']} ${styles['what']}`}>
      <a className={styles['title']} href={addressOf('batches', batch.id, 'exception', exception.id)}>
        {text(EXCEPTION_CLASSES[exception.class])}
      </a>
      {distinct === undefined ? null : <span>{detail(distinct)}</span>}
      <span className={styles['quiet']}>
        <span className="code">{exception.id}</span>
        {exception.step === undefined
          ? null
          : ` · ${t('atStep', { number: exception.step.number, title: text(exception.step.title) })}`}
      </span>
    </div>
  );
}

/** A figure with its unit stays in one piece; a scanned code or words may take a second line. */
const WHOLE_MAX = 12;

const ObservationText = ({ text }: Readonly<{ text: string | undefined }>) => (
  <span className={/\d/.test(text ?? '') && (text ?? '').length <= WHOLE_MAX ? styles['figure'] : styles['words']}>
    {text ?? '–'}
  </span>
);

/** What stood outside, as the person read it, with its unit once. */
export function formatObservation(
  exception: ExceptionLine,
  member: 'limit' | 'found',
  language: Language,
): string | undefined {
  const { deviation } = exception;
  const figure = deviation[member];
  if (figure === undefined) return undefined;
  const unit = deviation.unit !== undefined && isUnitCode(deviation.unit) ? UNITS[deviation.unit].symbol : '';
  // Instants first: their fraction of a second is no figure with a decimal sign.
  const withSiteTimes = formatInstantsIn(figure, (at) => formatInstant(at, 'day and time', language));
  const formatted = localizeDecimals(withSiteTimes, language);
  return unit === '' || formatted.endsWith(unit) ? formatted : `${formatted} ${unit}`;
}

function AssessmentCell({ exception: { assessed } }: Readonly<{ exception: ExceptionLine }>) {
  const t = usePhrases(qualityPhrases);
  if (assessed === undefined) return <b>{t('open')}</b>;
  return (
    <div className={styles['stack']}>
      <span>{t(`disposition_${assessed.disposition}`)}</span>
      <span className={styles['quiet']}>{assessed.signature.name}</span>
    </div>
  );
}
