import { useBatchView } from '../../batch/batch.view.js';
import type { BatchesReply, BatchLine } from '@autolog/contract/batch';
import { useState } from 'react';
import { usePhrases } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { type View } from '../../live/use-view.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { Choice } from '../../ui/Choice.js';
import { Panel } from '../../ui/Panel.js';
import { ExceptionTable } from '../exception-table/ExceptionTable.js';
import { qualityPhrases } from '../language/phrases.js';
import { worstFirst } from '../exception-table/worst-first.js';
import styles from '../layout/Quality.module.css';

/** Each batch is fetched for its exceptions, so only so many are shown at once; the page tells how many are left. */
const BATCHES_AT_ONCE = 12;

/** Exceptions of every batch, the newest batch first. */
export function ExceptionsScreen({ view }: Readonly<{ view: View<BatchesReply> }>) {
  const t = usePhrases(qualityPhrases);
  const [shown, setShown] = useState(BATCHES_AT_ONCE);
  const [filter, setFilter] = useState<'all' | 'open'>('all');
  return (
    <>
      <h1>{t('exceptionsAllBatches')}</h1>
      <div className={styles['filter']}>
        <Choice
          label={t('recordFilters')}
          hideLabel
          columns={2}
          options={[
            { id: 'all', label: t('filterAll') },
            { id: 'open', label: t('filterOpen') },
          ]}
          chosen={filter}
          onChoose={(id) => setFilter(id === 'open' ? 'open' : 'all')}
        />
      </div>
      <ViewContent view={view} empty={<Banner level="calm">{t('exceptionsNoneAnywhere')}</Banner>}>
        {({ batches }) => {
          const newest = batches.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
          const shownBatches = newest.slice(0, shown);
          return (
            <>
              <p className={styles['quiet']}>
                {t('batchesRead', { shown: shownBatches.length, total: newest.length })}
              </p>
              {shownBatches.map((line) => (
                <BatchExceptions key={line.id} line={line} filter={filter} />
              ))}
              {shownBatches.length === newest.length ? null : (
                <Button onPress={() => setShown(shown + BATCHES_AT_ONCE)}>
                  {t('olderBatches', { count: Math.min(BATCHES_AT_ONCE, newest.length - shownBatches.length) })}
                </Button>
              )}
            </>
          );
        }}
      </ViewContent>
    </>
  );
}

function BatchExceptions({ line, filter }: Readonly<{ line: BatchLine; filter: 'all' | 'open' }>) {
  const t = usePhrases(qualityPhrases);
  const view = useBatchView(line.id);
  return (
    <ViewContent view={view}>
      {(batch) => {
        const exceptions = batch.exceptions.filter((each) => filter === 'all' || each.assessed === undefined);
        if (exceptions.length === 0) return null;
        return (
          <Panel
            title={`${batch.number} · ${batch.coi}`}
            aside={`${t(`status_${batch.status}`)} · ${t('exceptionsOpen', { count: batch.exceptionsOpen })}`}
          >
            <ExceptionTable
              caption={t('exceptionsOf', { number: batch.number })}
              rows={worstFirst(exceptions).map((exception) => ({ exception, batch }))}
              empty={t('exceptionsNoneRaised')}
            />
          </Panel>
        );
      }}
    </ViewContent>
  );
}
