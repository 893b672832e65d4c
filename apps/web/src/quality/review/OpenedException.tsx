import type { BatchReply, ExceptionLine } from '@autolog/contract/batch';
import { type AssessmentResult } from '@autolog/domain/exception/exception';
import { ASSESSMENT_RESULTS } from '@autolog/domain/exception/exception';
import { EXCEPTION_CLASSES } from '@autolog/domain/exception/exception';
import { useEffect, useRef, useState } from 'react';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
import { SigningDialog } from '../../signing/SigningDialog.js';
import { Button } from '../../ui/Button.js';
import { Choice } from '../../ui/Choice.js';
import { Field } from '../../ui/Field.js';
import { Severity, withUnit } from '../ExceptionTable.js';
import { detailBeside } from '../deviation-words.js';
import { phrases } from '../phrases.js';
import { SignatureShown } from '../SignatureShown.js';
import { useDetail } from '../use-detail.js';
import { When } from '../When.js';
import styles from './Review.module.css';

/** What was chosen and typed about an exception and is not signed yet; it outlives closing the exception. */
export type Draft = Readonly<{ disposition?: AssessmentResult; assessment: string }>;
export const NO_DRAFT: Draft = { assessment: '' };
const ASSESSMENT_MAX = 2_000;

type Props = Readonly<{
  batch: BatchReply;
  exception: ExceptionLine;
  draft: Draft;
  /** Why this person cannot assess now; undefined when they can. */
  cannot: string | undefined;
  onDraft: (draft: Draft) => void;
  onRecorded: () => void;
  onClose: () => void;
  onShow: () => void;
}>;

/** One exception with everything about it, assessed in place. */
export function OpenedException(props: Props) {
  const { batch, exception, onClose, onShow } = props;
  const say = useSay(phrases);
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever opened it with the keyboard goes on from here.
  useEffect(() => heading.current?.focus({ preventScroll: false }), [exception.id]);
  return (
    <section className={styles['opened']} aria-labelledby="opened-exception">
      <header className={styles['openedHead']}>
        <Severity of={exception} />
        <span className="code">{exception.id}</span>
        <Button tone="quiet" onPress={onClose}>
          {say('close')}
        </Button>
      </header>
      <h2 id="opened-exception" ref={heading} tabIndex={-1}>
        {text(EXCEPTION_CLASSES[exception.class])}
      </h2>
      <Facts exception={exception} />
      <div className={styles['openedActions']}>
        {batch.startedAt === undefined ? null : <Button onPress={onShow}>{say('showInChart')}</Button>}
      </div>
      {exception.assessed === undefined ? <Assess {...props} /> : <Assessed of={exception.assessed} />}
    </section>
  );
}

function Facts({ exception }: Readonly<{ exception: ExceptionLine }>) {
  const say = useSay(phrases);
  const text = useText();
  const language = useLanguage();
  const detail = useDetail();
  const { step } = exception;
  const beside = detailBeside(exception);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [say('columnStep'), step === undefined ? undefined : `${step.number}, ${text(step.title)}`],
    [say('detail'), beside === undefined ? undefined : detail(beside)],
    [say('columnLimit'), withUnit(exception, 'limit', language)],
    [say('columnFound'), withUnit(exception, 'found', language)],
    [
      say('columnWhen'),
      <span key="when">
        <When at={exception.raisedAt} />, {exception.raisedByName ?? say('bySystem')}
      </span>,
    ],
    [say('reasonGiven'), exception.reason],
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

function Assessed({ of }: Readonly<{ of: NonNullable<ExceptionLine['assessed']> }>) {
  const say = useSay(phrases);
  return (
    <div className={styles['assessed']}>
      <b>{say(`disposition_${of.disposition}`)}</b>
      <p>{of.assessment}</p>
      <SignatureShown signature={of.signature} />
    </div>
  );
}

function Assess({ batch, exception, draft, cannot, onDraft, onRecorded }: Props) {
  const say = useSay(phrases);
  const [signing, setSigning] = useState(false);
  const missing =
    draft.disposition === undefined
      ? say('chooseDisposition')
      : draft.assessment.trim() === ''
        ? say('writeAssessment')
        : undefined;
  return (
    <div className={styles['assess']}>
      <Choice
        label={say('columnDisposition')}
        options={ASSESSMENT_RESULTS.map((id) => ({
          id,
          label: say(`disposition_${id}`),
          note: say(`dispositionNote_${id}`),
        }))}
        chosen={draft.disposition}
        onChoose={(id) => onDraft({ ...draft, disposition: id as AssessmentResult })}
      />
      <Field
        kind="long"
        label={say('assessment')}
        hint={say('assessmentHint')}
        text={draft.assessment}
        max={ASSESSMENT_MAX}
        onText={(assessment) => onDraft({ ...draft, assessment })}
      />
      <Button tone="primary" cannot={cannot ?? missing} onPress={() => setSigning(true)}>
        {say('assessSign')}
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
