import type { BatchesReply, BatchLine } from '@autolog/contract/batch';
import { Show } from '../../live/Show.js';
import type { View } from '../../live/use-view.js';
import { useSay, useText } from '../../language/phrases.js';
import { addressOf } from '../../ui/address.js';
import { Banner } from '../../ui/Banner.js';
import { Panel } from '../../ui/Panel.js';
import { GroupedTable } from '../../ui/GroupedTable.js';
import type { Column } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { phrases } from '../phrases.js';
import { When } from '../When.js';
import { queueOf } from './queue.js';
import styles from '../Quality.module.css';

/** Every batch, what waits for quality on top. */
export function BatchesScreen({ of }: Readonly<{ of: View<BatchesReply> }>) {
  const say = useSay(phrases);
  const columns = useColumns();
  return (
    <>
      <h1>{say('batches')}</h1>
      <Show of={of} empty={<Banner level="calm">{say('batchesNone')}</Banner>}>
        {({ batches }) => (
          <Panel title={say('allBatches')} aside={say('batchCount', { count: batches.length })}>
            <GroupedTable
              caption={say('batches')}
              columns={columns}
              groups={queueOf(batches).map((group) => ({
                id: group.waiting,
                head: say(`queue_${group.waiting}`),
                aside: say('batchCount', { count: group.batches.length }),
                rows: group.batches,
              }))}
              keyOf={(line) => line.id}
            />
          </Panel>
        )}
      </Show>
    </>
  );
}

function useColumns(): readonly Column<BatchLine>[] {
  const say = useSay(phrases);
  const text = useText();
  return [
    {
      id: 'batch',
      head: say('columnBatch'),
      cell: (line) => (
        <a className={`code ${styles['link']}`} href={addressOf('batches', line.id)}>
          {line.number}
        </a>
      ),
    },
    {
      id: 'identity',
      head: say('columnIdentity'),
      cell: (line) => (
        <div className={`code ${styles['stack']}`}>
          <b className={styles['figure']}>{line.coi}</b>
          <span className={`${styles['quiet']} ${styles['figure']}`}>{line.orderNumber}</span>
        </div>
      ),
    },
    {
      id: 'recipe',
      head: say('columnRecipe'),
      cell: ({ recipe }) => (
        <div className={styles['recipe']}>
          {say('recipeVersion', { title: text(recipe.title), version: recipe.version })}
        </div>
      ),
    },
    {
      id: 'status',
      head: say('columnStatus'),
      cell: (line) => (
        <div className={styles['row']}>
          <Tag>{say(`status_${line.status}`)}</Tag>
          {line.held ? <Tag level="major">{say('onHold')}</Tag> : null}
        </div>
      ),
    },
    {
      id: 'where',
      head: say('columnWhere'),
      cell: (line) => <Where of={line} />,
    },
    { id: 'exceptions', head: say('columnExceptions'), cell: (line) => <Open of={line} /> },
    {
      id: 'progress',
      head: say('columnProgress'),
      align: 'end',
      mono: true,
      cell: (line) => `${line.stepsDone}/${line.stepsTotal}`,
    },
    { id: 'since', head: say('columnSince'), cell: (line) => <When at={line.startedAt ?? line.createdAt} brief /> },
  ];
}

function Where({ of: line }: Readonly<{ of: BatchLine }>) {
  const say = useSay(phrases);
  return (
    <div className={styles['stack']}>
      <span className={styles['whole']}>{line.room ?? (line.startedAt === undefined ? say('nowhere') : '–')}</span>
      {line.device === undefined ? null : (
        <span className={`${styles['quiet']} ${styles['whole']}`}>{line.device}</span>
      )}
    </div>
  );
}

function Open({ of: line }: Readonly<{ of: BatchLine }>) {
  const say = useSay(phrases);
  if (line.exceptionsOpen === 0) return <span className={styles['quiet']}>{say('exceptionsNone')}</span>;
  return (
    <div className={styles['row']}>
      <span className="num">{say('exceptionsOpen', { count: line.exceptionsOpen })}</span>
      {line.exceptionsCritical === 0 ? null : (
        <Tag level="critical">{say('exceptionsCritical', { count: line.exceptionsCritical })}</Tag>
      )}
    </div>
  );
}
