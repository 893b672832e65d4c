import { useEffect, useRef, type ReactNode } from 'react';
import type { BatchReply, OperationLine, StepLine } from '@autolog/contract/batch';
import { isCorrectable } from '@autolog/domain/step-kind/step-kinds';
import type { Role } from '@autolog/domain/role';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { orderedByDay } from '../../batch/day-columns.js';
import { mayPerform, isOpen, soonestClosingFirst } from '../../batch/next-steps.js';
import { goTo } from '../../ui/address.js';
import { Button } from '../../ui/Button.js';
import { Dialog } from '../../ui/Dialog.js';
import { terminalPhrases } from '../language/phrases.js';
import { formatRecorded } from '../step/format-recorded.js';
import styles from './menu.module.css';

type StepsProps = Readonly<{
  batch: BatchReply;
  /** The step on the screen. */
  now: StepLine | undefined;
  roles: readonly Role[];
  onLeave: () => void;
  onCorrect: (step: string) => void;
}>;

/**
 * The steps that can be done now on top, those with a window first; below them the whole process by operation.
 * Operations that are done or not reached are folded: a process can have a hundred and fifty steps.
 */
export function StepsSheet(props: StepsProps) {
  const { batch, now, roles, onLeave } = props;
  const t = usePhrases(terminalPhrases);
  const numbers = new Map(batch.steps.map(({ step }, index) => [step.id, index + 1]));
  const doableNow = soonestClosingFirst(batch.steps.filter((line) => isOpen(line) && mayPerform(line, roles)));
  const list = (lines: readonly StepLine[]) => (
    <ol className={styles['steps']}>
      {lines.map((line) => (
        <StepRow key={line.step.id} {...props} line={line} number={numbers.get(line.step.id) ?? 0} />
      ))}
    </ol>
  );
  return (
    <Dialog title={t('steps')} onLeave={onLeave} wide actions={<Button onPress={onLeave}>{t('close')}</Button>}>
      {doableNow.length === 0 ? null : (
        <section className={styles['possible']}>
          <h3>{t('possibleNow')}</h3>
          {list(doableNow)}
        </section>
      )}
      {orderedByDay(batch.operations).map((operation) => {
        const lines = batch.steps.filter((line) => line.operation === operation.id);
        const holdsNow = now?.operation === operation.id;
        return lines.length === 0 ? null : (
          <Operation
            key={operation.id}
            operation={operation}
            unfolded={holdsNow || batch.operations.length === 1}
            // When nothing can be done now, the page opens at the current operation.
            inView={holdsNow && doableNow.length === 0}
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
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const container = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (inView) container.current?.scrollIntoView({ block: 'start' });
  }, [inView]);
  const { day, title, stepsDone, stepsTotal } = operation;
  return (
    <details ref={container} open={unfolded} className={styles['operation']}>
      <summary>
        <span>
          {day === undefined ? null : <span className={styles['day']}>{t('dayOf', { day })} · </span>}
          {text(title)}
        </span>
        <span className={styles['number']}>{t('operationDone', { done: stepsDone, total: stepsTotal })}</span>
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
  const t = usePhrases(terminalPhrases);
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
        <StepNote line={line} />
      </span>
      {mayCorrect ? (
        <Button onPress={() => onCorrect(line.step.id)}>{t('correct')}</Button>
      ) : isOpen(line) && mayPerform(line, roles) ? (
        line === now ? (
          <span className={styles['here']}>{t('now')}</span>
        ) : (
          <Button onPress={go}>{t('goToStep')}</Button>
        )
      ) : (
        <span />
      )}
    </li>
  );
}

/** What the step recorded, why it does not apply, or by whom and by when it has to be done. */
function StepNote({ line }: Readonly<{ line: StepLine }>) {
  const t = usePhrases(terminalPhrases);
  const language = useLanguage();
  const { step, status, outcome, because, closesAt } = line;
  if (status === 'not_applicable')
    return <span className={styles['outcome']}>{t('notApplicable', { because: because ?? '–' })}</span>;
  if (outcome !== undefined) {
    return (
      <span className={styles['outcome']}>
        {line.corrected.map(({ was, at }) => (
          <span key={at}>
            <s>{formatRecorded(step, was, language)}</s> →{' '}
          </span>
        ))}
        {formatRecorded(step, outcome, language)} · {line.performedByName}
      </span>
    );
  }
  const notes = [
    ...(step.performer === 'qc_analyst' ? [t('forControl')] : []),
    ...(closesAt === undefined ? [] : [t('closesAt', { at: formatInstant(closesAt, 'day and time', language) })]),
  ];
  return notes.length === 0 ? null : <span className={styles['outcome']}>{notes.join(' ')}</span>;
}
