import type { BatchReply } from '@autolog/contract/batch';
import { useSay } from '../../language/phrases.js';
import { Refused } from '../../language/Refused.js';
import { ConnectionBanner } from '../../live/Connection.js';
import { OutboxStrip } from '../../outbox/OutboxStrip.js';
import { useCommand } from '../../outbox/use-command.js';
import { Button } from '../../ui/Button.js';
import { terminalPhrases } from '../phrases.js';
import { OutcomeNote } from '../step/OutcomeNote.js';
import styles from './BatchScreen.module.css';

/** Before the first step and after the last: what there is to do with the batch as a whole. */
export function BatchEnd({
  batch,
  cannot,
  onMore,
}: Readonly<{ batch: BatchReply; cannot: string | undefined; onMore: () => void }>) {
  const say = useSay(terminalPhrases);
  const { outcome, send } = useCommand();
  const running = batch.status === 'in_process';
  const says = running ? say('allDone') : batch.status === 'created' ? say('notStarted') : say('batchFinished');
  const first = batch.blockers.finish[0];
  return (
    <section className={styles['end']}>
      <h1 className={styles['head']}>{says}</h1>
      {running && first !== undefined ? (
        <Refused
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
      <OutcomeNote outcome={outcome} />
      <div className={styles['actions']}>
        {running ? (
          <Button
            tone="primary"
            size="key"
            cannot={outcome.kind === 'sending' ? say('sendingAny') : cannot}
            onPress={() => void send({ path: `/api/batches/${batch.id}/finish`, body: {}, held: true })}
          >
            {say('finishBatch')}
          </Button>
        ) : (
          <span />
        )}
        <Button tone="quiet" onPress={onMore}>
          {say('more')}
        </Button>
      </div>
    </section>
  );
}
