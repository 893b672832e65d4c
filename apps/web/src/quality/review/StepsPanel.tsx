import type { BatchReply, OperationLine, StepLine } from '@autolog/contract/batch';
import { LIMIT_LEVELS, formatLimit } from '@autolog/domain/quantity/limits';
import { UNITS } from '@autolog/domain/quantity/unit';
import type { ReactNode } from 'react';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { orderedByDay } from '../../batch/day-columns.js';
import { Panel } from '../../ui/Panel.js';
import { GroupedTable } from '../../ui/GroupedTable.js';
import type { Column } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { qualityPhrases } from '../language/phrases.js';
import { SignatureDetails } from './SignatureDetails.js';
import { Timestamp } from '../../site/Timestamp.js';
import { RecordedOutcome } from './RecordedOutcome.js';
import { reviewHref } from './review-address.js';
import { needsNoAttention } from './review-summary.js';
import styles from './Review.module.css';

/** Every step with its outcome, by operation; corrected values are shown struck through (Q6). */
export function StepsPanel({
  batch,
  hrefOf,
  onShow,
}: Readonly<{
  batch: BatchReply;
  /** Address of the chart at the time of a step. */
  hrefOf: (line: StepLine) => string;
  onShow: () => void;
}>) {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const headingOf = ({ day, title }: OperationLine): string =>
    day === undefined ? text(title) : t('dayAndOperation', { day, title: text(title) });
  const asideOf = ({ stepsDone, stepsTotal }: OperationLine, deviating: number): string =>
    [
      t('stepsOf', { done: stepsDone, total: stepsTotal }),
      ...(deviating === 0 ? [] : [t('stepsDeviating', { count: deviating })]),
    ].join(' · ');
  const numbers = new Map(batch.steps.map((line, n) => [line.step.id, n + 1]));
  const columns = useColumns(batch.id, numbers, hrefOf, onShow);
  return (
    <Panel title={t('steps')} aside={t('stepsOf', { done: batch.stepsDone, total: batch.stepsTotal })}>
      <GroupedTable
        caption={t('stepsOfBatch', { number: batch.number })}
        columns={columns}
        groups={operationGroups(batch).map((group) => ({
          ...group,
          head: headingOf(group.operation),
          aside: asideOf(group.operation, group.deviating),
        }))}
        keyOf={(line) => line.step.id}
      />
    </Panel>
  );
}

/** A longer record opens with the steps that need attention; a shorter one shows all. */
const FOLDED_STEPS_MIN = 40;

/** The operations with their steps. In a long record an operation without findings is folded. */
function operationGroups({ operations, steps }: BatchReply) {
  return orderedByDay(operations)
    .map((operation) => {
      const rows = steps.filter((line) => line.operation === operation.id);
      const deviating = rows.filter((line) => !needsNoAttention(line)).length;
      // Not begun, or complete without findings: the heading is enough.
      const isQuiet = deviating === 0 && (rows.every(isSettledStep) || operation.status === 'waiting');
      const fold = isQuiet ? ('folded' as const) : ('open' as const);
      const folding = steps.length < FOLDED_STEPS_MIN ? {} : { fold };
      return { id: operation.id, operation, rows, deviating, ...folding };
    })
    .filter(({ rows }) => rows.length > 0);
}

const isSettledStep = ({ status }: StepLine): boolean => status === 'done' || status === 'not_applicable';

function useColumns(
  batch: string,
  numbers: ReadonlyMap<string, number>,
  hrefOf: (line: StepLine) => string,
  onShow: () => void,
): readonly Column<StepLine>[] {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  return [
    { id: 'number', head: t('columnNumber'), align: 'end', mono: true, cell: (line) => numbers.get(line.step.id) },
    {
      id: 'step',
      head: t('columnStep'),
      cell: (line) => (
        <div className={styles['stepName']}>
          <b>{text(line.step.title)}</b>
          {line.status === 'done' ? null : <Tag>{t(`stepStatus_${line.status}`)}</Tag>}
          {line.exceptions.map((exception) => (
            <a key={exception} className="code" href={reviewHref(batch, { exception })}>
              {exception}
            </a>
          ))}
        </div>
      ),
    },
    {
      id: 'value',
      head: t('columnValue'),
      cell: (line) => (
        <div className={styles['recorded']}>
          <RecordedOutcome line={line} />
        </div>
      ),
    },
    { id: 'limits', head: t('columnLimit'), cell: (line) => <LimitsCell line={line} /> },
    {
      id: 'when',
      head: t('columnPerformed'),
      cell: (line) => <PerformedCell line={line} href={hrefOf(line)} onShow={onShow} />,
    },
    { id: 'signatures', head: t('columnSignatures'), cell: (line) => <SignaturesCell line={line} /> },
  ];
}

function LimitsCell({ line: { step } }: Readonly<{ line: StepLine }>): ReactNode {
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  if (!('parameter' in step)) return '–';
  const { limits, unit } = step.parameter;
  const shown = LIMIT_LEVELS.toReversed().flatMap((level) => {
    const limit = formatLimit(limits, level, language);
    return limit === '' ? [] : [{ level, limit: `${limit} ${UNITS[unit].symbol}`.trimEnd() }];
  });
  if (shown.length === 0) return '–';
  return (
    <ul className={styles['limits']}>
      {shown.map(({ level, limit }) => (
        <li key={level}>
          <span className={styles['quiet']}>{t(`level_${level}`)}</span>
          <span className={styles['figureText']}>{limit}</span>
        </li>
      ))}
    </ul>
  );
}

function PerformedCell({
  line,
  href,
  onShow,
}: Readonly<{ line: StepLine; href: string; onShow: () => void }>): ReactNode {
  const t = usePhrases(qualityPhrases);
  const at = line.performedAt ?? line.startedAt;
  if (at === undefined) return '–';
  const who = line.performedAt === undefined ? line.startedByName : line.performedByName;
  return (
    <div className={styles['stack']}>
      <Timestamp at={at} />
      <span>{who ?? t('bySystem')}</span>
      <a href={href} onClick={onShow}>
        {t('showInChart')}
      </a>
    </div>
  );
}

function SignaturesCell({ line }: Readonly<{ line: StepLine }>): ReactNode {
  const t = usePhrases(qualityPhrases);
  const requirement = line.step.signature;
  const isPerformed = line.performedAt !== undefined;
  if (line.status === 'not_applicable') return '–';
  if (requirement === 'none' && line.signature === undefined)
    return <span className={styles['quiet']}>{t('signatureNotDemanded')}</span>;
  return (
    <div className={styles['signatures']}>
      {line.signature === undefined ? null : <SignatureDetails signature={line.signature} />}
      {line.witness === undefined ? null : <SignatureDetails signature={line.witness} />}
      {isPerformed && requirement !== 'none' && line.signature === undefined ? (
        <Tag level="major">{t('signatureMissing')}</Tag>
      ) : null}
      {isPerformed && requirement === 'performer+witness' && line.witness === undefined ? (
        <Tag level="major">{t('witnessMissing')}</Tag>
      ) : null}
      {isPerformed ? null : '–'}
    </div>
  );
}
