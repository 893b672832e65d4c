import type { BatchReply } from '@autolog/contract/batch';
import { formatShortTimestamp } from '../../time/site-time.js';
import { useLanguage, usePhrases, useText } from '../../language/phrases.js';
import { formatRefusal } from '../../refusal/format-refusal.js';
import { Panel } from '../../ui/Panel.js';
import { qualityPhrases } from '../language/phrases.js';
import { SignatureDetails } from './SignatureDetails.js';
import { useSiteZone } from '../../site/use-site-zone.js';
import styles from './Review.module.css';

const MILESTONES = ['finish', 'review', 'certify'] as const;
type Milestone = (typeof MILESTONES)[number];
const MILESTONE_PHRASES = { finish: 'beforeFinish', review: 'beforeReview', certify: 'beforeCertify' } as const;

/** What is missing for each stage, in the words of the server's refusal. */
export function BlockersPanel({ batch }: Readonly<{ batch: BatchReply }>) {
  const t = usePhrases(qualityPhrases);
  const signatures = [batch.review, batch.certificate?.signature, batch.rejection].filter((one) => one !== undefined);
  return (
    <Panel title={t('before')}>
      {MILESTONES.map((milestone) => (
        <div key={milestone} className={styles['milestone']}>
          <h3>{t(MILESTONE_PHRASES[milestone])}</h3>
          <BlockerList batch={batch} milestone={milestone} />
        </div>
      ))}
      <PendingTests release={batch.release} />
      {signatures.length === 0 ? null : (
        <div className={styles['milestone']}>
          <h3>{t('signaturesOfBatch')}</h3>
          {signatures.map((signature) => (
            <SignatureDetails key={signature.id} signature={signature} />
          ))}
          {batch.certificate === undefined ? null : (
            <p className="code">{t('certificate', { number: batch.certificate.number })}</p>
          )}
        </div>
      )}
    </Panel>
  );
}

/**
 * Staged release: the results that may still be pending, and the rule that allows it. This is part of what is signed.
 */
function PendingTests({ release }: Readonly<{ release: BatchReply['release'] }>) {
  const t = usePhrases(qualityPhrases);
  const text = useText();
  const language = useLanguage();
  const zone = useSiteZone();
  if (release === undefined || release.pending.length === 0) return null;
  return (
    <div className={styles['milestone']}>
      <h3>{t('pendingTests')}</h3>
      <ul className={styles['reasons']}>
        {release.pending.map(({ id, title, due, reference, dueAt }) => (
          <li key={id}>
            {t('pendingTest', { title: text(title), due, reference })}
            {dueAt === undefined ? null : ` ${t('pendingUntil', { at: formatShortTimestamp(dueAt, zone, language) })}`}
          </li>
        ))}
      </ul>
      <p>{t('pendingRule', { reference: release.reference })}</p>
    </div>
  );
}

const isDone = (batch: BatchReply, milestone: Milestone): boolean =>
  ({
    finish: batch.finishedAt !== undefined,
    review: batch.review !== undefined,
    certify: batch.certificate !== undefined,
  })[milestone];

type Blocker = BatchReply['blockers'][Milestone][number];
const blockerKey = ({ code, facts }: Blocker): string => `${code} ${JSON.stringify(facts)}`;

/** Only what an earlier stage does not list already. */
function BlockerList({ batch, milestone }: Readonly<{ batch: BatchReply; milestone: Milestone }>) {
  const t = usePhrases(qualityPhrases);
  const language = useLanguage();
  const zone = useSiteZone();
  if (isDone(batch, milestone)) return <p>{t('beforeDone')}</p>;
  if (batch.blockers[milestone].length === 0) return <p>{t('beforeNothing')}</p>;
  const listedAbove = new Set(
    MILESTONES.slice(0, MILESTONES.indexOf(milestone)).flatMap((earlier) => batch.blockers[earlier].map(blockerKey)),
  );
  const blockers = batch.blockers[milestone].filter((blocker) => !listedAbove.has(blockerKey(blocker)));
  if (blockers.length === 0) return <p>{t('beforeFirst')}</p>;
  return (
    <ul className={styles['reasons']}>
      {blockers.map((blocker) => (
        <li key={blockerKey(blocker)}>
          {formatRefusal(blocker, language, (at) => formatShortTimestamp(at, zone, language)) ?? blocker.code}
        </li>
      ))}
    </ul>
  );
}
