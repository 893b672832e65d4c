import { FREE_TEXT_MAX } from '@autolog/domain/input-limits';
import type { BatchReply, ExceptionLine } from '@autolog/contract/batch';
import { type AssessmentResult } from '@autolog/domain/exception/exception';
import { ASSESSMENT_RESULTS } from '@autolog/domain/exception/exception';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { useEffect, useRef, useState } from 'react';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { Button } from '../../ui/Button.js';
import { Choice } from '../../ui/Choice.js';
import { Field } from '../../ui/Field.js';
import { formatObservation } from '../exception-table/format-observation.js';
import { SeverityTag } from '../exception-table/SeverityTag.js';
import { distinctDetail } from '../exception-table/exception-detail.js';
import { qualityPhrases } from '../language/phrases.js';
import { SignatureDetails } from './SignatureDetails.js';
import { useExceptionDetail } from '../exception-table/use-exception-detail.js';
import { Timestamp } from '../../site/Timestamp.js';
import styles from './Review.module.css';

/** An assessment that is not signed yet; it is kept when the exception is closed. */
export type AssessmentDraft = Readonly<{ disposition?: AssessmentResult; assessment: string }>;
export const EMPTY_DRAFT: AssessmentDraft = { assessment: '' };

type Props = Readonly<{
  batch: BatchReply;
  exception: ExceptionLine;
  draft: AssessmentDraft;
  /** Why this person cannot assess now; undefined when they can. */
  disabledReason: string | undefined;
  onDraft: (draft: AssessmentDraft) => void;
  onRecorded: () => void;
  onClose: () => void;
  onShowInChart: () => void;
}>;

/** One exception with everything about it, assessed in place. */
export function ExceptionDetails(props: Props) {
  const { batch, exception, onClose, onShowInChart } = props;
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  // The focus moves here, so that the keyboard continues from here.
  useEffect(() => heading.current?.focus({ preventScroll: false }), [exception.id]);
  return (
    <section className={styles['opened']} aria-labelledby="opened-exception">
      <header className={styles['openedHead']}>
        <SeverityTag exception={exception} />
        <span className="code">{exception.id}</span>
        <Button tone="quiet" onPress={onClose}>
          {t('close')}
        </Button>
      </header>
      <h2 id="opened-exception" ref={heading} tabIndex={-1}>
        {text(EXCEPTION_CLASSES[exception.class])}
      </h2>
      <ExceptionFacts exception={exception} />
      <div className={styles['openedActions']}>
        {batch.startedAt === undefined ? null : <Button onPress={onShowInChart}>{t('showInChart')}</Button>}
      </div>
      {exception.assessed === undefined ? (
        <AssessmentForm {...props} />
      ) : (
        <RecordedAssessment assessed={exception.assessed} />
      )}
    </section>
  );
}

function ExceptionFacts({ exception }: Readonly<{ exception: ExceptionLine }>) {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const language = useLanguage();
  const detail = useExceptionDetail();
  const { step } = exception;
  const distinct = distinctDetail(exception);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('columnStep'), step === undefined ? undefined : `${step.number}, ${text(step.title)}`],
    [t('detail'), distinct === undefined ? undefined : detail(distinct)],
    [t('columnLimit'), formatObservation(exception, 'limit', language)],
    [t('columnFound'), formatObservation(exception, 'found', language)],
    [
      t('columnWhen'),
      <span key="when">
        <Timestamp at={exception.raisedAt} />, {exception.raisedByName ?? t('bySystem')}
      </span>,
    ],
    [t('reasonGiven'), exception.reason],
  ];
  return (
    <dl className={styles['facts']}>
      {facts
        .filter(([, fact]) => fact !== undefined)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
    </dl>
  );
}

function RecordedAssessment({ assessed }: Readonly<{ assessed: NonNullable<ExceptionLine['assessed']> }>) {
  const t = usePhrases(qualityPhrases);
  return (
    <div className={styles['assessed']}>
      <b>{t(`disposition_${assessed.disposition}`)}</b>
      <p>{assessed.assessment}</p>
      <SignatureDetails signature={assessed.signature} />
    </div>
  );
}

function AssessmentForm({ batch, exception, draft, disabledReason, onDraft, onRecorded }: Props) {
  const t = usePhrases(qualityPhrases);
  const [signing, setSigning] = useState(false);
  const missing =
    draft.disposition === undefined
      ? t('chooseDisposition')
      : draft.assessment.trim() === ''
        ? t('writeAssessment')
        : undefined;
  return (
    <div className={styles['assess']}>
      <Choice
        label={t('columnDisposition')}
        options={ASSESSMENT_RESULTS.map((id) => ({
          id,
          label: t(`disposition_${id}`),
          note: t(`dispositionNote_${id}`),
        }))}
        chosen={draft.disposition}
        onChoose={(id) => onDraft({ ...draft, disposition: id as AssessmentResult })}
      />
      <Field
        kind="long"
        label={t('assessment')}
        hint={t('assessmentHint')}
        text={draft.assessment}
        max={FREE_TEXT_MAX}
        onText={(assessment) => onDraft({ ...draft, assessment })}
      />
      <Button tone="primary" disabledReason={disabledReason ?? missing} onPress={() => setSigning(true)}>
        {t('assessSign')}
      </Button>
      {signing ? (
        <SigningDialog
          meaning="assessed"
          path={`/api/batches/${batch.id}/exceptions/${exception.id}/assess`}
          body={{ disposition: draft.disposition, assessment: draft.assessment.trim() }}
          onLeave={() => setSigning(false)}
          onSigned={() => {
            setSigning(false);
            onRecorded();
          }}
        />
      ) : null}
    </div>
  );
}
