import { useLayoutEffect, useRef, useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { SiteTime } from '../../site/SpeedSheet.js';
import { terminalPhrases } from '../phrases.js';
import { around } from '../step/due-step.js';
import styles from './StepList.module.css';

const SHOWN = 7;
const SHOWN_MIN = 3;

/** Where we are: step n of m, what was done last and what comes next (T12). */
export function StepList({ batch, now }: Readonly<{ batch: BatchReply; now: StepLine | undefined }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const index = now === undefined ? batch.steps.length : batch.steps.indexOf(now);
  const number = now === undefined ? batch.stepsDone : index + 1;
  const operation = batch.operations.find(({ id }) => id === (now ?? batch.steps.at(-1))?.operation);
  return (
    <nav className={styles['list']} aria-label={say('stepList')}>
      <div className={styles['head']}>
        <b>{operation === undefined ? '' : text(operation.title)}</b>
        <span className={styles['position']}>{say('position', { number, total: batch.stepsTotal })}</span>
      </div>
      <Around key={`${index}/${language}`} steps={batch.steps} now={now} index={index} />
      <div className={styles['clock']}>
        <SiteTime />
      </div>
    </nav>
  );
}

/** As many steps as fit whole: a line cut in half is worse than one line less. */
function Around({
  steps,
  now,
  index,
}: Readonly<{ steps: readonly StepLine[]; now: StepLine | undefined; index: number }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const [count, setCount] = useState(SHOWN);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const fit = (): void => {
      if (element.scrollHeight > element.clientHeight) setCount((shown) => Math.max(SHOWN_MIN, shown - 1));
    };
    fit();
    // The timers below may grow, and then less fits here.
    const resized = new ResizeObserver(fit);
    resized.observe(element);
    return () => resized.disconnect();
  }, [count]);
  return (
    <ol ref={list} className={styles['steps']}>
      {around(steps, index, count).map((line) => {
        const state = line === now ? 'now' : line.status === 'done' ? 'done' : 'later';
        return (
          <li key={line.step.id} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            {text(line.step.title)}
            <span className="apart">{say(state)}</span>
          </li>
        );
      })}
    </ol>
  );
}
