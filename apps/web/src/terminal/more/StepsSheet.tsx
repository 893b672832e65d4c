import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../phrases.js';
import { recordedShown } from '../step/recorded-shown.js';
import styles from './more.module.css';

const CORRECTABLE = new Set(['entry', 'choice', 'check']);

/** Every step with what it recorded; open ones can be gone to, typed ones corrected. */
export function StepsSheet({
  batch,
  onLeave,
  onCorrect,
}: Readonly<{ batch: BatchReply; onLeave: () => void; onCorrect: (step: string) => void }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const go = (step: string): void => {
    goTo('batch', batch.id, 'step', step);
    onLeave();
  };
  return (
    <Dialog title={say('steps')} onLeave={onLeave} wide actions={<Button onPress={onLeave}>{say('close')}</Button>}>
      <ol className={styles['steps']}>
        {batch.steps.map((line, index) => (
          <li key={line.step.id} className={styles['step']}>
            <span className={styles['number']}>{index + 1}</span>
            <span>
              {text(line.step.title)}
              <Recorded line={line} />
            </span>
            {line.status === 'done' && CORRECTABLE.has(line.step.kind) && batch.status === 'in_process' ? (
              <Button onPress={() => onCorrect(line.step.id)}>{say('correct')}</Button>
            ) : line.status === 'ready' || line.status === 'in_progress' || line.status === 'awaiting_witness' ? (
              <Button onPress={() => go(line.step.id)}>{say('goToStep')}</Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function Recorded({ line }: Readonly<{ line: StepLine }>) {
  const language = useLanguage();
  if (line.outcome === undefined) return null;
  return (
    <span className={styles['outcome']}>
      {line.corrected.map(({ was, at }) => (
        <span key={at}>
          <s>{recordedShown(line.step, was, language)}</s> →{' '}
        </span>
      ))}
      {recordedShown(line.step, line.outcome, language)} · {line.performedByName}
    </span>
  );
}
