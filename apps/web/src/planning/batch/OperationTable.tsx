import type { BatchReply, OperationLine } from '@autolog/contract/batch';
import { useSay, useText } from '../../language/phrases.js';
import { inOrderOfDays } from '../../process/days.js';
import { Panel } from '../../ui/Panel.js';
import { Table } from '../../ui/Table.js';
import { batchPhrases } from './phrases.js';

/** The facts of the strip in rows, for who reads with the ears or searches the page. */
export function OperationTable({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(batchPhrases);
  const text = useText();
  return (
    <Panel title={say('table')}>
      <Table<OperationLine>
        caption={say('table')}
        rows={inOrderOfDays(batch.operations)}
        keyOf={({ id }) => id}
        empty={say('nothingPlanned')}
        columns={[
          { id: 'day', head: say('columnDay'), mono: true, align: 'end', cell: ({ day }) => day ?? '–' },
          { id: 'operation', head: say('columnOperation'), cell: ({ title }) => text(title) },
          { id: 'state', head: say('columnState'), cell: ({ status }) => say(`state_${status}`) },
          {
            id: 'steps',
            head: say('columnSteps'),
            mono: true,
            align: 'end',
            cell: ({ stepsDone: done, stepsTotal: total }) =>
              total === 0 ? say('leftOut') : say('stepsOf', { done, total }),
          },
        ]}
      />
    </Panel>
  );
}
