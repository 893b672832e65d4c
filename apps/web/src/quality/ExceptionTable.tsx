import type { ExceptionLine } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { isUnitCode, UNITS } from '@autolog/domain/quantity/unit';
import type { Language } from '@autolog/domain/text';
import { useLanguage, useSay, useText } from '../language/phrases.js';
import { shownAt } from '../live/clock.js';
import { addressOf } from '../ui/address.js';
import { Table, type Column } from '../ui/Table.js';
import { Tag } from '../ui/Tag.js';
import { localizeDecimals } from '@autolog/domain/quantity/format-quantity';
import { phrases } from './phrases.js';
import { detailBeside, instantsShown } from './deviation-words.js';
import { useDetail } from './use-detail.js';
import { When } from './When.js';
import styles from './Quality.module.css';

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
  const say = useSay(phrases);
  const language = useLanguage();
  const columns: readonly Column<ExceptionRow>[] = [
    { id: 'severity', head: say('columnSeverity'), cell: ({ exception }) => <Severity of={exception} /> },
    ...(withBatch === true ? [batchColumn(say('columnBatch'))] : []),
    { id: 'what', head: say('columnWhat'), cell: (row) => <What row={row} /> },
    {
      id: 'limit',
      head: say('columnLimit'),
      align: 'end',
      mono: true,
      cell: ({ exception }) => <Figure text={withUnit(exception, 'limit', language)} />,
    },
    {
      id: 'found',
      head: say('columnFound'),
      align: 'end',
      mono: true,
      cell: ({ exception }) => <Figure text={withUnit(exception, 'found', language)} />,
    },
    {
      id: 'when',
      head: say('columnWhen'),
      cell: ({ exception }) => (
        <div className={styles['stack']}>
          <When at={exception.raisedAt} brief />
          <span>{exception.raisedByName ?? say('bySystem')}</span>
        </div>
      ),
    },
    { id: 'disposition', head: say('columnDisposition'), cell: ({ exception }) => <Disposition of={exception} /> },
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={(row) => keyOf(row)}
      marked={marked}
      empty={<p>{empty}</p>}
    />
  );
}

export const keyOf = ({ exception, batch }: ExceptionRow): string => `${batch.id} ${exception.id}`;

const batchColumn = (head: string): Column<ExceptionRow> => ({
  id: 'batch',
  head,
  cell: ({ batch }) => (
    <a className={`code ${styles['link']}`} href={addressOf('batches', batch.id)}>
      {batch.number}
    </a>
  ),
});

export function Severity({ of }: Readonly<{ of: ExceptionLine }>) {
  const say = useSay(phrases);
  return <Tag level={of.severity}>{say(`severity_${of.severity}`)}</Tag>;
}

function What({ row: { exception, batch } }: Readonly<{ row: ExceptionRow }>) {
  const say = useSay(phrases);
  const text = useText();
  const detail = useDetail();
  const beside = detailBeside(exception);
  return (
    <div className={`${styles['stack']} ${styles['what']}`}>
      <a className={styles['title']} href={addressOf('batches', batch.id, 'exception', exception.id)}>
        {text(EXCEPTION_CLASSES[exception.class])}
      </a>
      {beside === undefined ? null : <span>{detail(beside)}</span>}
      <span className={styles['quiet']}>
        <span className="code">{exception.id}</span>
        {exception.step === undefined
          ? null
          : ` · ${say('atStep', { number: exception.step.number, title: text(exception.step.title) })}`}
      </span>
    </div>
  );
}

/** A figure with its unit stays in one piece; a scanned code or words may take a second line. */
const WHOLE_MAX = 12;

const Figure = ({ text }: Readonly<{ text: string | undefined }>) => (
  <span className={/\d/.test(text ?? '') && (text ?? '').length <= WHOLE_MAX ? styles['figure'] : styles['words']}>
    {text ?? '–'}
  </span>
);

/** What stood outside, as the person read it, with its unit once. */
export function withUnit(exception: ExceptionLine, which: 'limit' | 'found', language: Language): string | undefined {
  const { deviation } = exception;
  const figure = deviation[which];
  if (figure === undefined) return undefined;
  const unit = deviation.unit !== undefined && isUnitCode(deviation.unit) ? UNITS[deviation.unit].symbol : '';
  // Instants first: their fraction of a second is no figure with a decimal sign.
  const sited = instantsShown(figure, (at) => shownAt(at, 'day and time', language));
  const shown = localizeDecimals(sited, language);
  return unit === '' || shown.endsWith(unit) ? shown : `${shown} ${unit}`;
}

function Disposition({ of: { assessed } }: Readonly<{ of: ExceptionLine }>) {
  const say = useSay(phrases);
  if (assessed === undefined) return <b>{say('open')}</b>;
  return (
    <div className={styles['stack']}>
      <span>{say(`disposition_${assessed.disposition}`)}</span>
      <span className={styles['quiet']}>{assessed.signature.name}</span>
    </div>
  );
}
