import type { BatchesReply, BatchLine } from '@autolog/contract/batch';
import { ViewContent } from '../../live/ViewContent.js';
import type { View } from '../../live/use-view.js';
import { usePhrases, useText } from '../../language/phrases.js';
import { addressOf } from '../../ui/address.js';
import { Banner } from '../../ui/Banner.js';
import { Panel } from '../../ui/Panel.js';
import { GroupedTable } from '../../ui/GroupedTable.js';
import type { Column } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { qualityPhrases } from '../language/phrases.js';
import { Timestamp } from '../../site/Timestamp.js';
import { batchQueues } from './queue.js';
import styles from '../layout/Quality.module.css';

/** Every batch, what waits for quality on top. */
export function BatchesScreen({ view }: Readonly<{ view: View<BatchesReply> }>) {
  const t = usePhrases(qualityPhrases);
  const columns = useColumns();
  return (
    <>
      <h1>{t('batches')}</h1>
      <ViewContent view={view} empty={<Banner level="calm">{t('batchesNone')}</Banner>}>
        {({ batches }) => (
          <Panel title={t('allBatches')} aside={t('batchCount', { count: batches.length })}>
            <GroupedTable
              caption={t('batches')}
              columns={columns}
              groups={batchQueues(batches).map((group) => ({
                id: group.id,
                head: t(`queue_${group.id}`),
                aside: t('batchCount', { count: group.batches.length }),
                rows: group.batches,
              }))}
              keyOf={(line) => line.id}
            />
          </Panel>
        )}
      </ViewContent>
    </>
  );
}

function useColumns(): readonly Column<BatchLine>[] {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  return [
    {
      id: 'batch',
      head: t('columnBatch'),
      cell: (line) => (
        <a className={`code ${styles['link']}`} href={addressOf('batches', line.id)}>
          {line.number}
        </a>
      ),
    },
    {
      id: 'identity',
      head: t('columnIdentity'),
      cell: (line) => (
        <div className={`code ${styles['stack']}`}>
          <b className={styles['figure']}>{line.coi}</b>
          <span className={`${styles['quiet']} ${styles['figure']}`}>{line.orderNumber}</span>
        </div>
      ),
    },
    {
      id: 'recipe',
      head: t('columnRecipe'),
      cell: ({ recipe }) => (
        <div className={styles['recipe']}>
          {t('recipeVersion', { title: text(recipe.title), version: recipe.version })}
        </div>
      ),
    },
    {
      id: 'status',
      head: t('columnStatus'),
      cell: (line) => (
        <div className={styles['row']}>
          <Tag>{t(`status_${line.status}`)}</Tag>
          {line.held ? <Tag level="major">{t('onHold')}</Tag> : null}
        </div>
      ),
    },
    {
      id: 'where',
      head: t('columnWhere'),
      cell: (line) => <RoomAndDeviceCell batch={line} />,
    },
    { id: 'exceptions', head: t('columnExceptions'), cell: (line) => <OpenExceptionsCell batch={line} /> },
    {
      id: 'progress',
      head: t('columnProgress'),
      align: 'end',
      mono: true,
      cell: (line) => `${line.stepsDone}/${line.stepsTotal}`,
    },
    { id: 'since', head: t('columnSince'), cell: (line) => <Timestamp at={line.startedAt ?? line.createdAt} brief /> },
  ];
}

function RoomAndDeviceCell({ batch: line }: Readonly<{ batch: BatchLine }>) {
  const t = usePhrases(qualityPhrases);
  return (
    <div className={styles['stack']}>
      <span className={styles['whole']}>{line.room ?? (line.startedAt === undefined ? t('nowhere') : '–')}</span>
      {line.device === undefined ? null : (
        <span className={`${styles['quiet']} ${styles['whole']}`}>{line.device}</span>
      )}
    </div>
  );
}

function OpenExceptionsCell({ batch: line }: Readonly<{ batch: BatchLine }>) {
  const t = usePhrases(qualityPhrases);
  if (line.exceptionsOpen === 0) return <span className={styles['quiet']}>{t('exceptionsNone')}</span>;
  return (
    <div className={styles['row']}>
      <span className="num">{t('exceptionsOpen', { count: line.exceptionsOpen })}</span>
      {line.exceptionsCritical === 0 ? null : (
        <Tag level="critical">{t('exceptionsCritical', { count: line.exceptionsCritical })}</Tag>
      )}
    </div>
  );
}
