import type { BatchReply, RecordReply } from '@autolog/contract/batch';
import { useView } from '../../live/use-view.js';
import { useSay } from '../../language/phrases.js';
import { phrases } from '../phrases.js';
import { isWhole, ledgerCheck, shortDigest, verdictOf } from './verdict-figures.js';
import styles from './Review.module.css';

type Level = 'plain' | 'warn' | 'stop';
const SHAPE: Readonly<Record<Level, string>> = { plain: '', warn: '▲', stop: '◆' };

/** One line of figures, read in one look: is this batch complete, and what stands against it (Q1). */
export function Verdict({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(phrases);
  const verdict = verdictOf(batch);
  return (
    <section className={styles['verdict']} aria-label={say('verdict')}>
      <Figure figure={String(verdict.stepsDone)} says={say('verdictSteps', { total: verdict.stepsTotal })} />
      <Figure
        figure={String(verdict.criticalOpen)}
        level={verdict.criticalOpen > 0 ? 'stop' : 'plain'}
        says={
          verdict.criticalOpen === 0
            ? say('verdictCriticalNone')
            : say('verdictCritical', { count: verdict.criticalOpen })
        }
      />
      <Figure
        figure={String(verdict.open)}
        level={verdict.open > 0 ? 'warn' : 'plain'}
        says={say('verdictOpen', { total: verdict.exceptions })}
      />
      <Figure
        figure={String(verdict.unsigned)}
        level={verdict.unsigned > 0 ? 'warn' : 'plain'}
        says={say('verdictUnsigned', { count: verdict.unsigned })}
        more={
          verdict.awaitingWitness === 0
            ? say('verdictGiven', { given: verdict.signaturesGiven, demanded: verdict.signaturesDemanded })
            : say('verdictWitness', { count: verdict.awaitingWitness })
        }
      />
      <Figure
        figure={String(verdict.gaps.length)}
        level={verdict.gaps.length > 0 ? 'warn' : 'plain'}
        says={say('verdictGaps', { count: verdict.gaps.length })}
      />
      <Ledger batch={batch.id} />
    </section>
  );
}

/** Counted from the events themselves: what the ledger holds of this batch, and whether a number is missing. */
function Ledger({ batch }: Readonly<{ batch: string }>) {
  const say = useSay(phrases);
  const view = useView<RecordReply>({ stream: `batch/${batch}`, path: `/api/batches/${batch}/record` });
  if (view.kind === 'loading') return <Figure figure="…" says={say('verdictLedgerReading')} />;
  if (view.kind === 'failed') return <Figure figure="?" level="warn" says={say('verdictLedgerUnknown')} />;
  const check = ledgerCheck(view.data);
  const facts = { events: check.events, missing: check.firstMissing ?? '' };
  const says = isWhole(check)
    ? 'verdictLedger'
    : check.firstMissing === undefined
      ? 'verdictLedgerWaiting'
      : 'verdictLedgerMissing';
  return (
    <Figure
      figure={String(check.inLedger)}
      level={check.firstMissing === undefined ? 'plain' : 'stop'}
      says={say(says, facts)}
      more={
        check.lastLeaf === undefined
          ? undefined
          : say('verdictLeaf', { leaf: shortDigest(check.lastLeaf), index: check.lastIndex ?? '–' })
      }
    />
  );
}

const Figure = ({
  figure,
  says,
  level = 'plain',
  more,
}: Readonly<{ figure: string; says: string; level?: Level; more?: string | undefined }>) => (
  <div className={`${styles['verdictFigure']} ${styles[level]}`}>
    <b>
      {level === 'plain' ? null : <span aria-hidden>{SHAPE[level]} </span>}
      {figure}
    </b>
    <span>{says}</span>
    {more === undefined ? null : <span>{more}</span>}
  </div>
);
