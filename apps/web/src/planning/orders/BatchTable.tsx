import type { BatchLine } from '@autolog/contract/batch';
import { usePhrases, useText } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { addressOf } from '../../ui/address.js';
import { Panel } from '../../ui/Panel.js';
import { Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { planningPhrases } from './phrases.js';
import { useBatchesView } from '../../batch/batch.view.js';
import styles from './orders.module.css';

/** Every batch with its status. */
export function BatchTable() {
  const t = usePhrases(planningPhrases);
  const text = useText();
  const view = useBatchesView();
  return (
    <Panel title={t('batches')}>
      <ViewContent view={view} empty={<p className={styles['quiet']}>{t('noBatches')}</p>}>
        {(data) => (
          <Table<BatchLine>
            caption={t('batches')}
            rows={data.batches.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))}
            keyOf={({ id }) => id}
            empty={t('noBatches')}
            columns={[
              {
                id: 'number',
                head: t('batch'),
                mono: true,
                cell: ({ id, number }) => <a href={addressOf('batches', id)}>{number}</a>,
              },
              { id: 'coi', head: t('coi'), mono: true, cell: ({ coi }) => coi },
              {
                id: 'recipe',
                head: t('recipe'),
                cell: ({ recipe: { title, version } }) => t('recipeVersion', { title: text(title), version }),
              },
              {
                id: 'state',
                head: t('state'),
                cell: ({ status, held }) => (
                  <>
                    {t(status)} {held ? <Tag level="major">{t('held')}</Tag> : null}
                  </>
                ),
              },
              {
                id: 'room',
                head: t('room'),
                cell: ({ room, device }) => [room, device].filter((each) => each !== undefined).join(' · '),
              },
              {
                id: 'steps',
                head: t('steps'),
                mono: true,
                align: 'end',
                cell: ({ stepsDone, stepsTotal }) => `${stepsDone}/${stepsTotal}`,
              },
              { id: 'open', head: t('open'), mono: true, align: 'end', cell: ({ exceptionsOpen }) => exceptionsOpen },
            ]}
          />
        )}
      </ViewContent>
    </Panel>
  );
}
