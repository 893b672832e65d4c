import type { BatchReply } from '@autolog/contract/batch';
import { usePhrases } from '../../language/phrases.js';
import { RefusalBanner } from '../../refusal/RefusalBanner.js';
import { ConnectionBanner } from '../../live/ConnectionBanner.js';
import { OutboxStrip } from '../../outbox/OutboxStrip.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { terminalPhrases } from '../language/phrases.js';
import { CommandOutcomeBanner } from '../../outbox/CommandOutcomeBanner.js';
import styles from './BatchScreen.module.css';

/** Before the first step and after the last: what can be done with the batch as a whole. */
export function NoStepDue({
  batch,
  disabledReason,
  onMore,
}: Readonly<{ batch: BatchReply; disabledReason: string | undefined; onMore: () => void }>) {
  const t = usePhrases(terminalPhrases);
  const { outcome, send } = useCommand();
  const isRunning = batch.status === 'in_process';
  const heading = isRunning ? t('allDone') : batch.status === 'created' ? t('notStarted') : t('batchFinished');
  const first = batch.blockers.finish[0];
  return (
    <section className={styles['end']}>
      <h1 className={styles['head']}>{heading}</h1>
      {isRunning && first !== undefined ? (
        <RefusalBanner
          problem={{
            type: '',
            title: '',
            status: 409,
            detail: '',
            reference: '–',
            code: first.code,
            facts: first.facts,
          }}
        />
      ) : null}
      <ConnectionBanner />
      <OutboxStrip />
      <CommandOutcomeBanner outcome={outcome} />
      <div className={styles['actions']}>
        {isRunning ? (
          <Button
            tone="primary"
            size="key"
            disabledReason={outcome.kind === 'sending' ? t('sendingAny') : disabledReason}
            onPress={() => void send({ path: `/api/batches/${batch.id}/finish`, body: {}, persisted: true })}
          >
            {t('finishBatch')}
          </Button>
        ) : (
          <span />
        )}
        <Button tone="quiet" onPress={onMore}>
          {t('more')}
        </Button>
      </div>
    </section>
  );
}
