import { useState } from 'react';
import type { BatchLine } from '@autolog/contract/batch';
import { usePhrases, useText } from '../../language/phrases.js';
import { ViewContent } from '../../live/ViewContent.js';
import { goTo } from '../../ui/address.js';
import { Banner } from '../../ui/Banner.js';
import { Button } from '../../ui/Button.js';
import { Tag } from '../../ui/Tag.js';
import { TerminalFrame } from '../frame/TerminalFrame.js';
import { terminalPhrases } from '../language/phrases.js';
import { AllBatchTimers } from '../timers/AllBatchTimers.js';
import type { TerminalSession } from '../frame/terminal-session.js';
import { useBatchesView } from '../../batch/batch.view.js';
import { groupBatches } from './batches.view.js';
import { StartSheet } from './StartSheet.js';
import styles from './BatchesScreen.module.css';

/** The batches a technician can work on, running ones first. */
export function BatchesScreen({ session }: Readonly<{ session: TerminalSession }>) {
  const t = usePhrases(terminalPhrases);
  const view = useBatchesView();
  const [starting, setStarting] = useState<BatchLine>();
  const running = 'data' in view ? groupBatches(view.data.batches).running : [];
  return (
    <TerminalFrame session={session} timers={<AllBatchTimers batches={running.map(({ id }) => id)} />}>
      <div className={styles['screen']}>
        <ViewContent view={view} empty={<Banner level="calm">{t('noBatches')}</Banner>}>
          {(data, mayAct) => {
            const groups = groupBatches(data.batches);
            return (['running', 'toStart', 'ended'] as const).map((group) =>
              groups[group].length === 0 ? null : (
                <section key={group} className={styles['group']}>
                  <h2>{t(group)}</h2>
                  <ul className={styles['list']}>
                    {groups[group].map((line) => (
                      <BatchCard
                        key={line.id}
                        line={line}
                        disabledReason={mayAct ? undefined : t('updating')}
                        onStart={() => setStarting(line)}
                      />
                    ))}
                  </ul>
                </section>
              ),
            );
          }}
        </ViewContent>
      </div>
      {starting === undefined ? null : <StartSheet line={starting} onLeave={() => setStarting(undefined)} />}
    </TerminalFrame>
  );
}

function BatchCard({
  line,
  disabledReason,
  onStart,
}: Readonly<{ line: BatchLine; disabledReason: string | undefined; onStart: () => void }>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const roomAndDevice = [line.room, line.device].filter((each) => each !== undefined).join(' · ');
  const toStart = line.status === 'created';
  return (
    <li className={styles['card']}>
      <div className={styles['what']}>
        <span className={styles['coi']}>{line.coi}</span>
        <span className={styles['second']}>{t('order', { order: line.orderNumber })}</span>
        <span className={styles['about']}>
          {text(line.recipe.title)} · <span className={styles['whole']}>{line.number}</span>
          {roomAndDevice === '' ? null : <> · {roomAndDevice}</>}
        </span>
      </div>
      <div className={styles['state']}>
        {line.held ? <Tag level="major">{t('held')}</Tag> : null}
        <span>
          {line.status === 'in_process'
            ? t('stepsDone', { done: line.stepsDone, total: line.stepsTotal })
            : t(line.status)}
        </span>
      </div>
      <Button
        tone={toStart ? 'primary' : 'plain'}
        disabledReason={toStart ? disabledReason : undefined}
        onPress={toStart ? onStart : () => goTo('batch', line.id)}
      >
        {t(toStart ? 'start' : 'open')}
      </Button>
    </li>
  );
}
