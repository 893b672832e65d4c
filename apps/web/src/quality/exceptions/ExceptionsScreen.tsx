import type { BatchesReply, BatchLine, BatchReply } from '@autolog/contract/batch';
import { useState } from 'react';
import { useSay } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { useView, type View } from '../../live/use-view.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { Choice } from '../../ui/Choice.js';
import { Panel } from '../../ui/Panel.js';
import { ExceptionTable } from '../ExceptionTable.js';
import { phrases } from '../phrases.js';
import { worstFirst } from '../severity.js';
import styles from '../Quality.module.css';

/** A batch is read whole for its exceptions, so they come by the dozen; nothing is left out without saying so. */
const BATCHES_AT_ONCE = 12;

/** Exceptions of every batch, the newest batch first. */
export function ExceptionsScreen({ of }: Readonly<{ of: View<BatchesReply> }>) {
  const say = useSay(phrases);
  const [shown, setShown] = useState(BATCHES_AT_ONCE);
  const [which, setWhich] = useState<'all' | 'open'>('all');
  return (
    <>
      <h1>{say('exceptionsAllBatches')}</h1>
      <div className={styles['filter']}>
        <Choice
          label={say('recordFilters')}
          hideLabel
          columns={2}
          options={[
            { id: 'all', label: say('filterAll') },
            { id: 'open', label: say('filterOpen') },
          ]}
          chosen={which}
          onChoose={(id) => setWhich(id === 'open' ? 'open' : 'all')}
        />
      </div>
      <Show of={of} empty={<Banner level="calm">{say('exceptionsNoneAnywhere')}</Banner>}>
        {({ batches }) => {
          const newest = batches.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
          const read = newest.slice(0, shown);
          return (
            <>
              <p className={styles['quiet']}>{say('batchesRead', { shown: read.length, total: newest.length })}</p>
              {read.map((line) => (
                <OfBatch key={line.id} line={line} which={which} />
              ))}
              {read.length === newest.length ? null : (
                <Button onPress={() => setShown(shown + BATCHES_AT_ONCE)}>
                  {say('olderBatches', { count: Math.min(BATCHES_AT_ONCE, newest.length - read.length) })}
                </Button>
              )}
            </>
          );
        }}
      </Show>
    </>
  );
}

function OfBatch({ line, which }: Readonly<{ line: BatchLine; which: 'all' | 'open' }>) {
  const say = useSay(phrases);
  const view = useView<BatchReply>({ stream: `batch/${line.id}`, path: `/api/batches/${line.id}` });
  return (
    <Show of={view}>
      {(batch) => {
        const exceptions = batch.exceptions.filter((each) => which === 'all' || each.assessed === undefined);
        if (exceptions.length === 0) return null;
        return (
          <Panel
            title={`${batch.number} · ${batch.coi}`}
            aside={`${say(`status_${batch.status}`)} · ${say('exceptionsOpen', { count: batch.exceptionsOpen })}`}
          >
            <ExceptionTable
              caption={say('exceptionsOf', { number: batch.number })}
              rows={worstFirst(exceptions).map((exception) => ({ exception, batch }))}
              empty={say('exceptionsNoneRaised')}
            />
          </Panel>
        );
      }}
    </Show>
  );
}
