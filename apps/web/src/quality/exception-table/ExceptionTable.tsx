import type { ExceptionLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { addressOf } from '../../ui/address.js';
import { Table, type Column } from '../../ui/Table.js';
import { qualityPhrases } from '../language/phrases.js';
import { distinctDetail } from './exception-detail.js';
import { useExceptionDetail } from './use-exception-detail.js';
import { Timestamp } from '../../site/Timestamp.js';
import styles from '../layout/Quality.module.css';
import { SeverityTag } from './SeverityTag.js';
import { formatObservation } from './format-observation.js';

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
