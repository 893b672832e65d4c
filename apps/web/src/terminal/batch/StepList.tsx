import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { useSay, useText } from '../../language/phrases.js';
import { SiteTime } from '../../site/SpeedSheet.js';
import { terminalPhrases } from '../phrases.js';
import { around } from '../step/due-step.js';
import styles from './StepList.module.css';

const SHOWN = 6;

/** Where we are: step n of m, what was done last and what comes next (T12). */
export function StepList({ batch, now }: Readonly<{ batch: BatchReply; now: StepLine | undefined }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const index = now === undefined ? batch.steps.length : batch.steps.indexOf(now);
  const number = now === undefined ? batch.stepsDone : index + 1;
  const operation = batch.operations.find(({ id }) => id === (now ?? batch.steps.at(-1))?.operation);
  return (
    <nav className={styles['list']} aria-label={say('stepList')}>
      <div className={styles['head']}>
        <b>{operation === undefined ? '' : text(operation.title)}</b>
        <span className={styles['position']}>{say('position', { number, total: batch.stepsTotal })}</span>
      </div>
      <ol className={styles['steps']}>
        {around(batch.steps, index, SHOWN).map((line) => {
          const state = line === now ? 'now' : line.status === 'done' ? 'done' : 'later';
          return (
            <li key={line.step.id} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              {text(line.step.title)}
              <span className="apart">{say(state)}</span>
            </li>
          );
        })}
      </ol>
      <div className={styles['clock']}>
        <SiteTime />
      </div>
    </nav>
  );
}
