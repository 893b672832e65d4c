import type { BatchReply } from '@autolog/contract/batch';
import { BATCH_STATUSES } from '@autolog/domain/batch/state';
import { shortStamp } from '../../chart/site-time.js';
import { useLanguage, useSay } from '../../language/phrases.js';
import { refusalShown } from '../../language/refusal-shown.js';
import { Panel } from '../../ui/Panel.js';
import { phrases } from '../phrases.js';
import { SignatureShown } from '../SignatureShown.js';
import { useSiteZone } from '../site-zone.js';
import styles from './Review.module.css';

const STAGES = ['finish', 'review', 'certify'] as const;
type Stage = (typeof STAGES)[number];
const HEAD = { finish: 'beforeFinish', review: 'beforeReview', certify: 'beforeCertify' } as const;

/** What stands in the way of each stage, in the words in which the server would refuse it. */
export function Before({ batch }: Readonly<{ batch: BatchReply }>) {
  const say = useSay(phrases);
  const signatures = [batch.review, batch.certificate?.signature, batch.rejection].filter((one) => one !== undefined);
  return (
    <Panel title={say('before')}>
      {STAGES.map((stage) => (
        <div key={stage} className={styles['stage']}>
          <h3>{say(HEAD[stage])}</h3>
          <Reasons batch={batch} stage={stage} />
        </div>
      ))}
      {signatures.length === 0 ? null : (
        <div className={styles['stage']}>
          <h3>{say('signaturesOfBatch')}</h3>
          {signatures.map((signature) => (
            <SignatureShown key={signature.id} signature={signature} />
          ))}
          {batch.certificate === undefined ? null : (
            <p className="code">{say('certificate', { number: batch.certificate.number })}</p>
          )}
        </div>
      )}
    </Panel>
  );
}

const isDone = (batch: BatchReply, stage: Stage): boolean =>
  ({
    finish: batch.finishedAt !== undefined,
    review: batch.review !== undefined,
    certify: batch.certificate !== undefined,
  })[stage];

function Reasons({ batch, stage }: Readonly<{ batch: BatchReply; stage: Stage }>) {
  const say = useSay(phrases);
  const language = useLanguage();
  const zone = useSiteZone();
  // A status travels as its code; people read its word.
  const spoken = (facts: Readonly<Record<string, string>>) => {
    const status = BATCH_STATUSES.find((one) => one === facts['status']);
    return status === undefined ? facts : { ...facts, status: say(`status_${status}`) };
  };
  if (isDone(batch, stage)) return <p>{say('beforeDone')}</p>;
  const blockers = batch.blockers[stage];
  if (blockers.length === 0) return <p>{say('beforeNothing')}</p>;
  return (
    <ul className={styles['reasons']}>
      {blockers.map((blocker) => (
        <li key={`${blocker.code} ${JSON.stringify(blocker.facts)}`}>
          {refusalShown({ ...blocker, facts: spoken(blocker.facts) }, language, (at) =>
            shortStamp(at, zone, language),
          ) ?? blocker.code}
        </li>
      ))}
    </ul>
  );
}
