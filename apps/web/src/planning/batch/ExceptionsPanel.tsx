import type { BatchReply } from '@autolog/contract/batch';
import { EXCEPTION_CLASSES, SEVERITIES_WORST_FIRST } from '@autolog/domain/exception/exception';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatInstant } from '../../time/site-clock.js';
import { Panel } from '../../ui/Panel.js';
import { Tag } from '../../ui/Tag.js';
import { planningBatchPhrases } from './phrases.js';
import styles from './BatchScreen.module.css';

const SHOWN_MAX = 5;

/** The open exceptions, which have to be assessed, the most severe first. */
export function ExceptionsPanel({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(planningBatchPhrases);
  const text = useText();
  const language = useLanguage();
  const all = batch.exceptions;
  const open = SEVERITIES_WORST_FIRST.flatMap((severity) =>
    all.filter((exception) => exception.assessed === undefined && exception.severity === severity),
  );
  return (
    <Panel title={t('exceptions')} aside={t('ofAll', { open: open.length, total: all.length })}>
      {open.length === 0 ? <p className={styles['quiet']}>{t('exceptionsNone')}</p> : null}
      <ul className={styles['exceptions']}>
        {open.slice(0, SHOWN_MAX).map((exception) => (
          <li key={exception.id}>
            <Tag level={exception.severity}>{t(exception.severity)}</Tag>
            <span className={styles['what']}>
              <b>{text(EXCEPTION_CLASSES[exception.class])}</b>
              <span className={styles['quiet']}>
                {exception.step === undefined
                  ? null
                  : `${t('atStep', { number: exception.step.number, title: text(exception.step.title) })} · `}
                {formatInstant(exception.raisedAt, 'day and time', language)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {open.length > SHOWN_MAX ? (
        <p className={styles['quiet']}>{t('exceptionsMore', { count: open.length - SHOWN_MAX })}</p>
      ) : null}
    </Panel>
  );
}
