import { useState } from 'react';
import type { TherapyLine } from '@autolog/contract/register';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { shownAt } from '../../live/clock.js';
import { Show } from '../../live/Show.js';
import { useCommand } from '../../outbox/use-command.js';
import { addressOf } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { PickOne } from '../../ui/PickOne.js';
import { Table } from '../../ui/Table.js';
import { Outcome } from './Outcome.js';
import { planningPhrases } from '../phrases.js';
import { useBatchesView, useRecipesView, useTherapiesView } from './orders.view.js';
import styles from './orders.module.css';

/** Orders, newest first; those without a batch can get one. */
export function OrderTable({ mayCreate }: Readonly<{ mayCreate: boolean }>) {
  const say = useSay(planningPhrases);
  const language = useLanguage();
  const therapies = useTherapiesView();
  const batches = useBatchesView();
  const numberOf = (id: string): string =>
    ('data' in batches ? batches.data.batches.find((batch) => batch.id === id)?.number : undefined) ?? '…';
  return (
    <Panel title={say('orders')}>
      <Show of={therapies} empty={<p className={styles['quiet']}>{say('noOrders')}</p>}>
        {(data, mayAct) => (
          <Table<TherapyLine>
            caption={say('orders')}
            rows={data.therapies.toSorted((a, b) => b.orderedAt.localeCompare(a.orderedAt))}
            keyOf={({ id }) => id}
            empty={say('noOrders')}
            columns={[
              { id: 'coi', head: say('coi'), mono: true, cell: ({ coi }) => <b>{coi}</b> },
              { id: 'order', head: say('orderNumber'), mono: true, cell: ({ orderNumber }) => orderNumber },
              { id: 'at', head: say('ordered'), cell: ({ orderedAt }) => shownAt(orderedAt, 'day and time', language) },
              {
                id: 'batch',
                head: say('batch'),
                cell: (therapy) => {
                  if (therapy.batch !== undefined)
                    return (
                      <a className="num" href={addressOf('batches', therapy.batch)}>
                        {numberOf(therapy.batch)}
                      </a>
                    );
                  return mayCreate ? <CreateBatch therapy={therapy} mayAct={mayAct} /> : '–';
                },
              },
            ]}
          />
        )}
      </Show>
    </Panel>
  );
}

function CreateBatch({ therapy, mayAct }: Readonly<{ therapy: TherapyLine; mayAct: boolean }>) {
  const say = useSay(planningPhrases);
  const text = useText();
  const view = useRecipesView();
  const [picked, setPicked] = useState<string>();
  const { outcome, send } = useCommand();
  const effective = 'data' in view ? view.data.recipes.filter(({ status }) => status === 'effective') : [];
  // With one recipe in force there is nothing to choose.
  const recipe = picked ?? (effective.length === 1 ? effective[0]?.id : undefined) ?? '';
  if (effective.length === 0) return <span className={styles['quiet']}>{say('noRecipe')}</span>;
  const cannot =
    outcome.kind === 'sending'
      ? say('sending')
      : mayAct
        ? recipe === ''
          ? say('chooseRecipe')
          : undefined
        : say('updating');
  return (
    <div className={styles['create']}>
      <PickOne
        label={say('recipe')}
        nothing={say('chooseRecipe')}
        chosen={recipe}
        onChoose={setPicked}
        options={effective.map(({ id, code, version, title }) => ({
          id,
          label: `${text(title)} · ${code} ${version}`,
        }))}
      />
      <Button
        cannot={cannot}
        onPress={() => void send({ path: '/api/batches', body: { therapy: therapy.id, recipe } })}
      >
        {say('createBatch')}
      </Button>
      <Outcome of={outcome} />
    </div>
  );
}
