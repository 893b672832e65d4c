import type { BatchReply } from '@autolog/contract/batch';
import type { RecordReply } from '@autolog/contract/record';
import { useView } from '../../live/use-view.js';
import { usePhrases } from '../../language/phrases.js';
import { qualityPhrases } from '../language/phrases.js';
import { isComplete, ledgerCheck, shortDigest, reviewSummaryOf } from './review-summary.js';
import styles from './Review.module.css';

type Level = 'plain' | 'warn' | 'stop';
const LEVEL_SHAPES: Readonly<Record<Level, string>> = { plain: '', warn: '▲', stop: '◆' };

/** One line of figures: whether the batch is complete, and what counts against it (Q1). */
export function ReviewSummaryBar({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(qualityPhrases);
  const summary = reviewSummaryOf(batch);
  return (
    <section className={styles['summary']} aria-label={t('summary')}>
      <SummaryFigure figure={String(summary.stepsDone)} label={t('summarySteps', { total: summary.stepsTotal })} />
      <SummaryFigure
        figure={String(summary.criticalOpen)}
        level={summary.criticalOpen > 0 ? 'stop' : 'plain'}
        label={
          summary.criticalOpen === 0 ? t('summaryCriticalNone') : t('summaryCritical', { count: summary.criticalOpen })
        }
      />
      <SummaryFigure
        figure={String(summary.open)}
        level={summary.open > 0 ? 'warn' : 'plain'}
        label={t('summaryOpen', { total: summary.exceptions })}
      />
      <SummaryFigure
        figure={String(summary.signaturesMissing)}
        level={summary.signaturesMissing > 0 ? 'warn' : 'plain'}
        label={t('summaryUnsigned', { count: summary.signaturesMissing })}
        more={
          summary.awaitingWitness === 0
            ? t('summaryGiven', { given: summary.signaturesGiven, demanded: summary.signaturesRequired })
            : t('summaryWitness', { count: summary.awaitingWitness })
        }
      />
      <SummaryFigure
        figure={String(summary.gaps.length)}
        level={summary.gaps.length > 0 ? 'warn' : 'plain'}
        label={t('summaryGaps', { count: summary.gaps.length })}
      />
      <LedgerFigure batch={batch.id} />
    </section>
  );
}

/** Counted from the events: how many are in the ledger, and whether a number is missing. */
function LedgerFigure({ batch }: Readonly<{ batch: string }>) {
  const t = usePhrases(qualityPhrases);
  const view = useView<RecordReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}/record` });
  if (view.kind === 'loading') return <SummaryFigure figure="…" label={t('summaryLedgerReading')} />;
  if (view.kind === 'failed') return <SummaryFigure figure="?" level="warn" label={t('summaryLedgerUnknown')} />;
  const check = ledgerCheck(view.data);
  const facts = { events: check.events, missing: check.firstMissing ?? '' };
  const phrase = isComplete(check)
    ? 'summaryLedger'
    : check.firstMissing === undefined
      ? 'summaryLedgerWaiting'
      : 'summaryLedgerMissing';
  return (
    <SummaryFigure
      figure={String(check.inLedger)}
      level={check.firstMissing === undefined ? 'plain' : 'stop'}
      label={t(phrase, facts)}
      more={
        check.lastLeaf === undefined
          ? undefined
          : t('summaryLeaf', { leaf: shortDigest(check.lastLeaf), index: check.lastIndex ?? '–' })
      }
    />
  );
}

const SummaryFigure = ({
  figure,
  label,
  level = 'plain',
  more,
}: Readonly<{ figure: string; label: string; level?: Level; more?: string | undefined }>) => (
  <div className={`${styles['summaryFigure']} ${styles[level]}`}>
    <b>
      {level === 'plain' ? null : <span aria-hidden>{LEVEL_SHAPES[level]} </span>}
      {figure}
    </b>
    <span>{label}</span>
    {more === undefined ? null : <span>{more}</span>}
  </div>
);
