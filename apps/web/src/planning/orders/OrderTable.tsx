import { useState } from 'react';
import type { TherapyLine } from '@autolog/contract/therapy';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useCommand } from '../../outbox/use-command.js';
import { addressOf } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Panel } from '../../ui/Panel.js';
import { Select } from '../../ui/Select.js';
import { Table } from '../../ui/Table.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import { planningPhrases } from './phrases.js';
import { useBatchesView } from '../../batch/batch.view.js';
import { useRecipesView, useTherapiesView } from './orders.view.js';
import styles from './orders.module.css';

/** Orders, newest first; those without a batch can get one. */
export function OrderTable({ mayCreate }: Readonly<{ mayCreate: boolean }>) {
  const t = usePhrases(planningPhrases);
  const language = useLanguage();
  const therapies = useTherapiesView();
  const batches = useBatchesView();
  const numberOf = (id: string): string =>
    ('data' in batches ? batches.data.batches.find((batch) => batch.id === id)?.number : undefined) ?? '…';
  return (
    <Panel title={t('orders')}>
      <ViewContent view={therapies} empty={<p className={styles['quiet']}>{t('noOrders')}</p>}>
        {(data, mayAct) => (
          <Table<TherapyLine>
            caption={t('orders')}
            rows={data.therapies.toSorted((a, b) => b.orderedAt.localeCompare(a.orderedAt))}
            keyOf={({ id }) => id}
            empty={t('noOrders')}
            columns={[
              { id: 'coi', head: t('coi'), mono: true, cell: ({ coi }) => <b>{coi}</b> },
              { id: 'order', head: t('orderNumber'), mono: true, cell: ({ orderNumber }) => orderNumber },
              {
                id: 'at',
                head: t('ordered'),
                cell: ({ orderedAt }) => formatInstant(orderedAt, 'day and time', language),
              },
              {
                id: 'batch',
                head: t('batch'),
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
      </ViewContent>
    </Panel>
  );
}

function CreateBatch({ therapy, mayAct }: Readonly<{ therapy: TherapyLine; mayAct: boolean }>) {
  const t = usePhrases(planningPhrases);
  const text = useText();
  const view = useRecipesView();
  const [pickedRecipe, setPicked] = useState<string>();
  const { outcome, send } = useCommand();
  const effective = 'data' in view ? view.data.recipes.filter(({ status }) => status === 'effective') : [];
  // With one recipe in force there is nothing to choose.
  const recipe = pickedRecipe ?? (effective.length === 1 ? effective[0]?.id : undefined) ?? '';
  if (effective.length === 0) return <span className={styles['quiet']}>{t('noRecipe')}</span>;
  const disabledReason =
    outcome.kind === 'sending'
      ? t('sending')
      : mayAct
        ? recipe === ''
          ? t('chooseRecipe')
          : undefined
        : t('updating');
  return (
    <div className={styles['create']}>
      <Select
        label={t('recipe')}
        placeholder={t('chooseRecipe')}
        chosen={recipe}
        onChoose={setPicked}
        options={effective.map(({ id, code, version, title }) => ({
          id,
          label: `${text(title)} · ${code} ${version}`,
        }))}
      />
      <Button
        disabledReason={disabledReason}
        onPress={() => void send({ path: '/api/batches', body: { therapy: therapy.id, recipe } })}
      >
        {t('createBatch')}
      </Button>
      <CommandOutcomeBanner outcome={outcome} />
    </div>
  );
}
