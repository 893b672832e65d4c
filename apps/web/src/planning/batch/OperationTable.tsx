import type { BatchReply, OperationLine } from '@autolog/contract/batch';
import { usePhrases, useText } from '../../language/phrases.js';
import { orderedByDay } from '../../batch/day-columns.js';
import { Panel } from '../../ui/Panel.js';
import { Table } from '../../ui/Table.js';
import { planningBatchPhrases } from './phrases.js';

/** The facts of the strip as a table, for screen readers and for searching the page. */
export function OperationTable({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(planningBatchPhrases);
  const text = useText();
  return (
    <Panel title={t('table')}>
      <Table<OperationLine>
        caption={t('table')}
        rows={orderedByDay(batch.operations)}
        keyOf={({ id }) => id}
        empty={t('nothingPlanned')}
        columns={[
          { id: 'day', head: t('columnDay'), mono: true, align: 'end', cell: ({ day }) => day ?? '–' },
          { id: 'operation', head: t('columnOperation'), cell: ({ title }) => text(title) },
          { id: 'state', head: t('columnState'), cell: ({ status }) => t(`state_${status}`) },
          {
            id: 'steps',
            head: t('columnSteps'),
            mono: true,
            align: 'end',
            cell: ({ stepsDone: done, stepsTotal: total }) =>
              total === 0 ? t('leftOut') : t('stepsOf', { done, total }),
          },
        ]}
      />
    </Panel>
  );
}
