import { useLayoutEffect, useRef, useState } from 'react';
import type { BatchReply, StepLine } from '@autolog/contract/batch';
import type { Role } from '@autolog/domain/role';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { SiteTime } from '../../site/SiteTime.js';
import { Button } from '../../ui/Button.js';
import { terminalPhrases } from '../language/phrases.js';
import { nearbySteps, otherOpenSteps } from '../step/due-step.js';
import styles from './StepList.module.css';

const STATE_PHRASES = {
  done: 'done',
  not_applicable: 'left',
  locked: 'later',
  ready: 'later',
  in_progress: 'later',
  awaiting_witness: 'later',
} as const satisfies Record<StepLine['status'], string>;
const STEPS_SHOWN = 7;
const STEPS_SHOWN_MIN = 1;

/** The position in the process: step n of m, the last steps and the next ones (T12). */
export function StepList({
  batch,
  now,
  roles,
  onChoose,
}: Readonly<{
  batch: BatchReply;
  now: StepLine | undefined;
  roles: readonly Role[];
  /** Other steps can be done as well. */
  onChoose: () => void;
}>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const language = useLanguage();
  const index = now === undefined ? batch.steps.length : batch.steps.indexOf(now);
  const number = now === undefined ? batch.stepsDone : numberOf(batch.steps, index);
  const others = otherOpenSteps(batch.steps, now, roles).length;
  const operation = batch.operations.find(({ id }) => id === (now ?? batch.steps.at(-1))?.operation);
  return (
    <nav className={styles['list']} aria-label={t('stepList')}>
      <div className={styles['head']}>
        <b>{operation === undefined ? '' : text(operation.title)}</b>
        <span className={styles['position']}>
          {operation?.day === undefined
            ? t('position', { number, total: batch.stepsTotal })
            : t('dayAndPosition', { day: operation.day, number, total: batch.stepsTotal })}
        </span>
      </div>
      <NearbySteps key={`${index}/${language}/${others > 0}`} steps={batch.steps} now={now} index={index} />
      {others === 0 ? null : (
        <div className={styles['others']}>
          <Button wide onPress={onChoose}>
            {t('otherSteps', { count: others })}
          </Button>
        </div>
      )}
      <div className={styles['clock']}>
        <SiteTime />
      </div>
    </nav>
  );
}

/** Steps that do not apply are not counted. */
const numberOf = (steps: readonly StepLine[], index: number): number =>
  steps.slice(0, index + 1).filter(({ status }) => status !== 'not_applicable').length;

/** As many steps as fit in full. */
function NearbySteps({
  steps,
  now,
  index,
}: Readonly<{ steps: readonly StepLine[]; now: StepLine | undefined; index: number }>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const [count, setCount] = useState(STEPS_SHOWN);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const fit = (): void => {
      if (element.scrollHeight > element.clientHeight) setCount((shown) => Math.max(STEPS_SHOWN_MIN, shown - 1));
    };
    fit();
    // The strip of timers below may grow, and then fewer steps fit.
    const resized = new ResizeObserver(fit);
    resized.observe(element);
    return () => resized.disconnect();
  }, [count]);
  return (
    <ol ref={list} className={styles['steps']}>
      {nearbySteps(steps, index, count).map((line) => {
        const state = line === now ? 'now' : STATE_PHRASES[line.status];
        return (
          <li key={line.step.id} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            {text(line.step.title)}
            <span className="visually-hidden">{t(state)}</span>
          </li>
        );
      })}
    </ol>
  );
}
