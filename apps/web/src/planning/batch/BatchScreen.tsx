import { useBatchView } from '../../batch/batch.view.js';
import type { BatchReply } from '@autolog/contract/batch';
import { usePhrases, useText } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { useLatestReadings } from '../../live/use-latest-readings.js';
import { plannedDays } from '../../batch/day-columns.js';
import { useProcessDay } from '../../batch/use-process-day.js';
import { HoldReasons } from '../../batch/HoldReasons.js';
import { addressOf } from '../../ui/address.js';
import { SectionErrorBoundary } from '../../site/SectionErrorBoundary.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { Tag } from '../../ui/Tag.js';
import { DayStrip } from './DayStrip.js';
import { DevicePanel } from './DevicePanel.js';
import { ExceptionsPanel } from './ExceptionsPanel.js';
import { NextPanel } from './NextPanel.js';
import { OperationTable } from './OperationTable.js';
import { planningBatchPhrases } from './phrases.js';
import { TimersPanel } from './TimersPanel.js';
import styles from './BatchScreen.module.css';

/** The progress of one batch: its day, its next steps, its device and its exceptions. Nothing is decided here. */
export function BatchScreen({ id }: Readonly<{ id: string }>) {
  const view = useBatchView(id);
  return (
    <ViewContent view={view} loading={<Skeleton lines={10} />}>
      {(batch) => <BatchOverview batch={batch} />}
    </ViewContent>
  );
}

function BatchOverview({ batch }: Readonly<{ batch: BatchReply }>) {
  useLatestReadings(batch);
  return (
    <div className={styles['page']}>
      <BatchHeader batch={batch} />
      <SectionErrorBoundary resetKey={batch}>
        <DayStrip batch={batch} />
      </SectionErrorBoundary>
      <div className={styles['two']}>
        <div className={styles['part']}>
          <SectionErrorBoundary resetKey={batch}>
            <NextPanel batch={batch} />
          </SectionErrorBoundary>
          <SectionErrorBoundary resetKey={batch}>
            <TimersPanel timers={batch.timers} />
          </SectionErrorBoundary>
        </div>
        <div className={styles['part']}>
          <SectionErrorBoundary resetKey={batch}>
            <DevicePanel batch={batch} />
          </SectionErrorBoundary>
          <SectionErrorBoundary resetKey={batch}>
            <ExceptionsPanel batch={batch} />
          </SectionErrorBoundary>
        </div>
      </div>
      <SectionErrorBoundary resetKey={batch}>
        <OperationTable batch={batch} />
      </SectionErrorBoundary>
    </div>
  );
}

function BatchHeader({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(planningBatchPhrases);
  const text = useText();
  const plan = plannedDays(batch.operations);
  const today = useProcessDay({ ...batch, ...plan });
  const last = plan.lastDay;
  const roomAndDevice = [batch.room, batch.device].filter((each) => each !== undefined).join(' · ');
  const isRunning = batch.status === 'in_process';
  return (
    <header className={styles['head']}>
      <div className={styles['which']}>
        <h1>
          {t('batch')} <span className="code">{batch.number}</span>
        </h1>
        <p className={styles['identity']}>
          <b className={`code ${styles['coi']}`}>{batch.coi}</b>
          <span className="code">{t('order', { order: batch.orderNumber })}</span>
          <span>{t('recipe', { title: text(batch.recipe.title), version: batch.recipe.version })}</span>
        </p>
        <p className={styles['identity']}>
          <Tag>{t(batch.status)}</Tag>
          {batch.held ? <Tag level="major">{t('held')}</Tag> : null}
          {batch.simulated ? <Tag>{t('simulated')}</Tag> : null}
          <span>{roomAndDevice === '' ? t('nowhere') : roomAndDevice}</span>
          <a href={addressOf()}>{t('back')}</a>
          <a href={`/quality${addressOf('batches', batch.id)}`}>{t('review')}</a>
        </p>
        <HoldReasons batch={batch} />
      </div>
      <div className={styles['standing']}>
        {isRunning && today !== undefined && last !== undefined ? (
          <b>{t('dayOf', { day: Math.min(today.day, last), last })}</b>
        ) : null}
        <span>{t('stepsDone', { done: batch.stepsDone, total: batch.stepsTotal })}</span>
      </div>
    </header>
  );
}
