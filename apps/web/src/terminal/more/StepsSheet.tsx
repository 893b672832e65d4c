import { useEffect, useRef, type ReactNode } from 'react';
import type { BatchReply, OperationLine, StepLine } from '@autolog/contract/batch';
import type { Role } from '@autolog/domain/role';
import { isCorrectable } from '@autolog/domain/step-kind/step-kinds';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { shownAt } from '../../live/clock.js';
import { inOrderOfDays } from '../../process/days.js';
import { isFor, isOpen, windowsFirst } from '../../process/next-steps.js';
import { goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../phrases.js';
import { recordedShown } from '../step/recorded-shown.js';
import styles from './more.module.css';

type StepsProps = Readonly<{
  batch: BatchReply;
  /** The step on the glass. */
  now: StepLine | undefined;
  roles: readonly Role[];
  onLeave: () => void;
  onCorrect: (step: string) => void;
}>;

/**
 * What can be done now on top, what has a window first; below it the whole process by operation. Operations that are
 * done or still ahead are folded, so that a hundred and fifty steps are a page and not a roll.
 */
export function StepsSheet(props: StepsProps) {
  const { batch, now, roles, onLeave } = props;
  const say = useSay(terminalPhrases);
  const numbers = new Map(batch.steps.map(({ step }, index) => [step.id, index + 1]));
  const possible = windowsFirst(batch.steps.filter((line) => isOpen(line) && isFor(line, roles)));
  const list = (lines: readonly StepLine[]) => (
    <ol className={styles['steps']}>
      {lines.map((line) => (
        <StepRow key={line.step.id} {...props} line={line} number={numbers.get(line.step.id) ?? 0} />
      ))}
    </ol>
  );
  return (
    <Dialog title={say('steps')} onLeave={onLeave} wide actions={<Button onPress={onLeave}>{say('close')}</Button>}>
      {possible.length === 0 ? null : (
        <section className={styles['possible']}>
          <h3>{say('possibleNow')}</h3>
          {list(possible)}
        </section>
      )}
      {inOrderOfDays(batch.operations).map((operation) => {
        const lines = batch.steps.filter((line) => line.operation === operation.id);
        const holdsNow = now?.operation === operation.id;
        return lines.length === 0 ? null : (
          <Operation
            key={operation.id}
            operation={operation}
            unfolded={holdsNow || batch.operations.length === 1}
            // What can be done stands on top; without it the page opens where the process is.
            inView={holdsNow && possible.length === 0}
          >
            {list(lines)}
          </Operation>
        );
      })}
    </Dialog>
  );
}

function Operation({
  operation,
  unfolded,
  inView,
  children,
}: Readonly<{ operation: OperationLine; unfolded: boolean; inView: boolean; children: ReactNode }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (inView) place.current?.scrollIntoView({ block: 'start' });
  }, [inView]);
  const { day, title, stepsDone, stepsTotal } = operation;
  return (
    <details ref={place} open={unfolded} className={styles['operation']}>
      <summary>
        <span>
          {day === undefined ? null : <span className={styles['day']}>{say('dayOf', { day })} · </span>}
          {text(title)}
        </span>
        <span className={styles['number']}>{say('operationDone', { done: stepsDone, total: stepsTotal })}</span>
      </summary>
      {children}
    </details>
  );
}

function StepRow({
  batch,
  now,
  roles,
  line,
  number,
  onLeave,
  onCorrect,
}: StepsProps & Readonly<{ line: StepLine; number: number }>) {
  const say = useSay(terminalPhrases);
  const text = useText();
  const go = (): void => {
    goTo('batch', batch.id, 'step', line.step.id);
    onLeave();
  };
  const mayCorrect = line.status === 'done' && isCorrectable(line.step.kind) && batch.status === 'in_process';
  return (
    <li className={styles['step']} data-state={line.status} aria-current={line === now ? 'step' : undefined}>
      <span className={styles['number']}>{number}</span>
      <span>
        {text(line.step.title)}
        <About line={line} />
      </span>
      {mayCorrect ? (
        <Button onPress={() => onCorrect(line.step.id)}>{say('correct')}</Button>
      ) : isOpen(line) && isFor(line, roles) ? (
        line === now ? (
          <span className={styles['here']}>{say('now')}</span>
        ) : (
          <Button onPress={go}>{say('goToStep')}</Button>
        )
      ) : (
        <span />
      )}
    </li>
  );
}

/** What it recorded, or why it is not done, or by when and by whom it is to be. */
function About({ line }: Readonly<{ line: StepLine }>) {
  const say = useSay(terminalPhrases);
  const language = useLanguage();
  const { step, status, outcome, because, closesAt } = line;
  if (status === 'not_applicable')
    return <span className={styles['outcome']}>{say('notApplicable', { because: because ?? '–' })}</span>;
  if (outcome !== undefined) {
    return (
      <span className={styles['outcome']}>
        {line.corrected.map(({ was, at }) => (
          <span key={at}>
            <s>{recordedShown(step, was, language)}</s> →{' '}
          </span>
        ))}
        {recordedShown(step, outcome, language)} · {line.performedByName}
      </span>
    );
  }
  const says = [
    ...(step.performer === 'qc_analyst' ? [say('forControl')] : []),
    ...(closesAt === undefined ? [] : [say('closesAt', { at: shownAt(closesAt, 'day and time', language) })]),
  ];
  return says.length === 0 ? null : <span className={styles['outcome']}>{says.join(' ')}</span>;
}
