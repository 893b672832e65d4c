import type { BatchReply } from '@autolog/contract/batch';
import { useSay, useText } from '../../language/phrases.js';
import { Show } from '../../live/Show.js';
import { useLatestReadings } from '../../live/use-latest.js';
import { useView } from '../../live/use-view.js';
import { planOf } from '../../process/days.js';
import { useProcessDay } from '../../process/use-process-day.js';
import { WhyHeld } from '../../process/WhyHeld.js';
import { addressOf } from '../../ui/address.js';
import { Part } from '../../site/Part.js';
import { Skeleton } from '../../ui/Skeleton.js';
import { Tag } from '../../ui/Tag.js';
import { DayStrip } from './DayStrip.js';
import { DevicePanel } from './DevicePanel.js';
import { ExceptionsPanel } from './ExceptionsPanel.js';
import { NextPanel } from './NextPanel.js';
import { OperationTable } from './OperationTable.js';
import { batchPhrases } from './phrases.js';
import { TimersPanel } from './TimersPanel.js';
import styles from './BatchScreen.module.css';

/** Where one batch stands: which day, what is next, what its device does, what deviates. Nothing is decided here. */
export function BatchScreen({ id }: Readonly<{ id: string }>) {
  const view = useView<BatchReply>({ stream: `batch/${id}`, path: `/api/batches/${id}` });
  return (
    <Show of={view} loading={<Skeleton lines={10} />}>
      {(batch) => <Overview batch={batch} />}
    </Show>
  );
}

function Overview({ batch }: Readonly<{ batch: BatchReply }>) {
  useLatestReadings(batch);
  return (
    <div className={styles['page']}>
      <Head batch={batch} />
      <Part shows={batch}>
        <DayStrip batch={batch} />
      </Part>
      <div className={styles['two']}>
        <div className={styles['part']}>
          <Part shows={batch}>
            <NextPanel batch={batch} />
          </Part>
          <Part shows={batch}>
            <TimersPanel timers={batch.timers} />
          </Part>
        </div>
        <div className={styles['part']}>
          <Part shows={batch}>
            <DevicePanel batch={batch} />
          </Part>
          <Part shows={batch}>
            <ExceptionsPanel batch={batch} />
          </Part>
        </div>
      </div>
      <Part shows={batch}>
        <OperationTable batch={batch} />
      </Part>
    </div>
  );
}

function Head({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(batchPhrases);
  const text = useText();
  const plan = planOf(batch.operations);
  const today = useProcessDay({ ...batch, ...plan });
  const last = plan.lastDay;
  const place = [batch.room, batch.device].filter((each) => each !== undefined).join(' · ');
  const running = batch.status === 'in_process';
  return (
    <header className={styles['head']}>
      <div className={styles['which']}>
        <h1>
          {say('batch')} <span className="code">{batch.number}</span>
        </h1>
        <p className={styles['identity']}>
          <b className={`code ${styles['coi']}`}>{batch.coi}</b>
          <span className="code">{say('order', { order: batch.orderNumber })}</span>
          <span>{say('recipe', { title: text(batch.recipe.title), version: batch.recipe.version })}</span>
        </p>
        <p className={styles['identity']}>
          <Tag>{say(batch.status)}</Tag>
          {batch.held ? <Tag level="major">{say('held')}</Tag> : null}
          {batch.simulated ? <Tag>{say('simulated')}</Tag> : null}
          <span>{place === '' ? say('nowhere') : place}</span>
          <a href={addressOf()}>{say('back')}</a>
          <a href={`/quality${addressOf('batches', batch.id)}`}>{say('review')}</a>
        </p>
        <WhyHeld batch={batch} />
      </div>
      <div className={styles['standing']}>
        {running && today !== undefined && last !== undefined ? (
          <b>{say('dayOf', { day: Math.min(today.day, last), last })}</b>
        ) : null}
        <span>{say('stepsDone', { done: batch.stepsDone, total: batch.stepsTotal })}</span>
      </div>
    </header>
  );
}
