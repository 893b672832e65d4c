import type { BatchReply, RecordReply } from '@autolog/contract/batch';
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
    <section className={styles['verdict']} aria-label={t('verdict')}>
      <SummaryFigure figure={String(summary.stepsDone)} label={t('verdictSteps', { total: summary.stepsTotal })} />
      <SummaryFigure
        figure={String(summary.criticalOpen)}
        level={summary.criticalOpen > 0 ? 'stop' : 'plain'}
        label={
          summary.criticalOpen === 0 ? t('verdictCriticalNone') : t('verdictCritical', { count: summary.criticalOpen })
        }
      />
      <SummaryFigure
        figure={String(summary.open)}
        level={summary.open > 0 ? 'warn' : 'plain'}
        label={t('verdictOpen', { total: summary.exceptions })}
      />
      <SummaryFigure
        figure={String(summary.signaturesMissing)}
        level={summary.signaturesMissing > 0 ? 'warn' : 'plain'}
        label={t('verdictUnsigned', { count: summary.signaturesMissing })}
        more={
          summary.awaitingWitness === 0
            ? t('verdictGiven', { given: summary.signaturesGiven, demanded: summary.signaturesRequired })
            : t('verdictWitness', { count: summary.awaitingWitness })
        }
      />
      <SummaryFigure
        figure={String(summary.gaps.length)}
        level={summary.gaps.length > 0 ? 'warn' : 'plain'}
        label={t('verdictGaps', { count: summary.gaps.length })}
      />
      <LedgerFigure batch={batch.id} />
    </section>
  );
}

/** Counted from the events: how many are in the ledger, and whether a number is missing. */
function LedgerFigure({ batch }: Readonly<{ batch: string }>) {
  const t = usePhrases(qualityPhrases);
  const view = useView<RecordReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}/record` });
  if (view.kind === 'loading') return <SummaryFigure figure="…" label={t('verdictLedgerReading')} />;
  if (view.kind === 'failed') return <SummaryFigure figure="?" level="warn" label={t('verdictLedgerUnknown')} />;
  const check = ledgerCheck(view.data);
  const facts = { events: check.events, missing: check.firstMissing ?? '' };
  const phrase = isComplete(check)
    ? 'verdictLedger'
    : check.firstMissing === undefined
      ? 'verdictLedgerWaiting'
      : 'verdictLedgerMissing';
  return (
    <SummaryFigure
      figure={String(check.inLedger)}
      level={check.firstMissing === undefined ? 'plain' : 'stop'}
      label={t(phrase, facts)}
      more={
        check.lastLeaf === undefined
          ? undefined
          : t('verdictLeaf', { leaf: shortDigest(check.lastLeaf), index: check.lastIndex ?? '–' })
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
  <div className={`${styles['verdictFigure']} ${styles[level]}`}>
    <b>
      {level === 'plain' ? null : <span aria-hidden>{LEVEL_SHAPES[level]} </span>}
      {figure}
    </b>
    <span>{label}</span>
    {more === undefined ? null : <span>{more}</span>}
  </div>
);
