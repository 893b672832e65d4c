import type { BatchReply, OperationLine, StepLine } from '@autolog/contract/batch';
import { LIMIT_LEVELS, formatLimit } from '@autolog/domain/quantity/limits';
import { UNITS } from '@autolog/domain/quantity/unit';
import type { ReactNode } from 'react';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { inOrderOfDays } from '../../process/days.js';
import { Panel } from '../../ui/Panel.js';
import { GroupedTable } from '../../ui/GroupedTable.js';
import type { Column } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { phrases } from '../phrases.js';
import { SignatureShown } from '../SignatureShown.js';
import { When } from '../When.js';
import { OutcomeShown } from './OutcomeShown.js';
import { addressOfPlace } from './place.js';
import { isAsItShould } from './verdict-figures.js';
import styles from './Review.module.css';

/** Every step with what it recorded, by operation; corrections stand in line, struck through (Q6). */
export function Steps({
  batch,
  hrefOf,
  onShow,
}: Readonly<{
  batch: BatchReply;
  /** Where the moment of a step stands in the chart. */
  hrefOf: (line: StepLine) => string;
  onShow: () => void;
}>) {
  const say = useSay(phrases);
  const text = useText();
  const headOf = ({ day, title }: OperationLine): string =>
    day === undefined ? text(title) : say('dayAndOperation', { day, title: text(title) });
  const asideOf = ({ stepsDone, stepsTotal }: OperationLine, deviating: number): string =>
    [
      say('stepsOf', { done: stepsDone, total: stepsTotal }),
      ...(deviating === 0 ? [] : [say('stepsDeviating', { count: deviating })]),
    ].join(' · ');
  const numbers = new Map(batch.steps.map((line, n) => [line.step.id, n + 1]));
  const columns = useColumns(batch.id, numbers, hrefOf, onShow);
  return (
    <Panel title={say('steps')} aside={say('stepsOf', { done: batch.stepsDone, total: batch.stepsTotal })}>
      <GroupedTable
        caption={say('stepsOfBatch', { number: batch.number })}
        columns={columns}
        groups={operationsOf(batch).map((group) => ({
          ...group,
          head: headOf(group.operation),
          aside: asideOf(group.operation, group.deviating),
        }))}
        keyOf={(line) => line.step.id}
      />
    </Panel>
  );
}

/** A longer record opens on what a reviewer has to look at; a short one is read whole. */
const FOLDED_FROM = 40;

/** The operations with their steps; one in which everything is as it should be is folded in a long record. */
function operationsOf({ operations, steps }: BatchReply) {
  return inOrderOfDays(operations)
    .map((operation) => {
      const rows = steps.filter((line) => line.operation === operation.id);
      const deviating = rows.filter((line) => !isAsItShould(line)).length;
      // Nothing has happened in it yet, or all that should: both are read by their heading.
      const isQuiet = deviating === 0 && (rows.every(isOver) || operation.status === 'waiting');
      const fold = isQuiet ? ('folded' as const) : ('open' as const);
      const folding = steps.length < FOLDED_FROM ? {} : { fold };
      return { id: operation.id, operation, rows, deviating, ...folding };
    })
    .filter(({ rows }) => rows.length > 0);
}

const isOver = ({ status }: StepLine): boolean => status === 'done' || status === 'not_applicable';

function useColumns(
  batch: string,
  numbers: ReadonlyMap<string, number>,
  hrefOf: (line: StepLine) => string,
  onShow: () => void,
): readonly Column<StepLine>[] {
  const say = useSay(phrases);
  const text = useText();
  return [
    { id: 'number', head: say('columnNumber'), align: 'end', mono: true, cell: (line) => numbers.get(line.step.id) },
    {
      id: 'step',
      head: say('columnStep'),
      cell: (line) => (
        <div className={styles['stepName']}>
          <b>{text(line.step.title)}</b>
          {line.status === 'done' ? null : <Tag>{say(`stepStatus_${line.status}`)}</Tag>}
          {line.exceptions.map((exception) => (
            <a key={exception} className="code" href={addressOfPlace(batch, { exception })}>
              {exception}
            </a>
          ))}
        </div>
      ),
    },
    {
      id: 'value',
      head: say('columnValue'),
      cell: (line) => (
        <div className={styles['recorded']}>
          <OutcomeShown line={line} />
        </div>
      ),
    },
    { id: 'limits', head: say('columnLimit'), cell: (line) => <Limits line={line} /> },
    {
      id: 'when',
      head: say('columnPerformed'),
      cell: (line) => <Performed line={line} href={hrefOf(line)} onShow={onShow} />,
    },
    { id: 'signatures', head: say('columnSignatures'), cell: (line) => <Signatures line={line} /> },
  ];
}

function Limits({ line: { step } }: Readonly<{ line: StepLine }>): ReactNode {
  const say = useSay(phrases);
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
          <span className={styles['quiet']}>{say(`level_${level}`)}</span>
          <span className={styles['figureText']}>{limit}</span>
        </li>
      ))}
    </ul>
  );
}

function Performed({ line, href, onShow }: Readonly<{ line: StepLine; href: string; onShow: () => void }>): ReactNode {
  const say = useSay(phrases);
  const at = line.performedAt ?? line.startedAt;
  if (at === undefined) return '–';
  const who = line.performedAt === undefined ? line.startedByName : line.performedByName;
  return (
    <div className={styles['stack']}>
      <When at={at} />
      <span>{who ?? say('bySystem')}</span>
      <a href={href} onClick={onShow}>
        {say('showInChart')}
      </a>
    </div>
  );
}

function Signatures({ line }: Readonly<{ line: StepLine }>): ReactNode {
  const say = useSay(phrases);
  const demand = line.step.signature;
  const begun = line.performedAt !== undefined;
  if (line.status === 'not_applicable') return '–';
  if (demand === 'none' && line.signature === undefined)
    return <span className={styles['quiet']}>{say('signatureNotDemanded')}</span>;
  return (
    <div className={styles['signatures']}>
      {line.signature === undefined ? null : <SignatureShown signature={line.signature} />}
      {line.witness === undefined ? null : <SignatureShown signature={line.witness} />}
      {begun && demand !== 'none' && line.signature === undefined ? (
        <Tag level="major">{say('signatureMissing')}</Tag>
      ) : null}
      {begun && demand === 'performer+witness' && line.witness === undefined ? (
        <Tag level="major">{say('witnessMissing')}</Tag>
      ) : null}
      {begun ? null : '–'}
    </div>
  );
}
