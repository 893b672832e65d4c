import type { BatchLine } from '@autolog/contract/batch';
import { useSay, useText } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { addressOf } from '../../ui/address.js';
import { Panel } from '../../ui/Panel.js';
import { Table } from '../../ui/Table.js';
import { Tag } from '../../ui/Tag.js';
import { planningPhrases } from '../phrases.js';
import { useBatchesView } from './orders.view.js';
import styles from './orders.module.css';

/** Where every batch stands. */
export function BatchTable() {
  const say = useSay(planningPhrases);
  const text = useText();
  const view = useBatchesView();
  return (
    <Panel title={say('batches')}>
      <Show of={view} empty={<p className={styles['quiet']}>{say('noBatches')}</p>}>
        {(data) => (
          <Table<BatchLine>
            caption={say('batches')}
            rows={data.batches.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))}
            keyOf={({ id }) => id}
            empty={say('noBatches')}
            columns={[
              {
                id: 'number',
                head: say('batch'),
                mono: true,
                cell: ({ id, number }) => <a href={addressOf('batches', id)}>{number}</a>,
              },
              { id: 'coi', head: say('coi'), mono: true, cell: ({ coi }) => coi },
              {
                id: 'recipe',
                head: say('recipe'),
                cell: ({ recipe: { title, version } }) => say('recipeVersion', { title: text(title), version }),
              },
              {
                id: 'state',
                head: say('state'),
                cell: ({ status, held }) => (
                  <>
                    {say(status)} {held ? <Tag level="major">{say('held')}</Tag> : null}
                  </>
                ),
              },
              {
                id: 'room',
                head: say('room'),
                cell: ({ room, device }) => [room, device].filter((each) => each !== undefined).join(' · '),
              },
              {
                id: 'steps',
                head: say('steps'),
                mono: true,
                align: 'end',
                cell: ({ stepsDone, stepsTotal }) => `${stepsDone}/${stepsTotal}`,
              },
              { id: 'open', head: say('open'), mono: true, align: 'end', cell: ({ exceptionsOpen }) => exceptionsOpen },
            ]}
          />
        )}
      </Show>
    </Panel>
  );
}
