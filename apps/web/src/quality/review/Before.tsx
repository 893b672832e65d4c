import type { BatchReply } from '@autolog/contract/batch';
import { shortStamp } from '../../chart/site-time.js';
import { useLanguage, useSay, useText } from '../../language/phrases.js';
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
      <Pending of={batch.release} />
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

/** Staged release: what is certified without these results, and by which rule. It stands in what is signed. */
function Pending({ of }: Readonly<{ of: BatchReply['release'] }>) {
  const say = useSay(phrases);
  const text = useText();
  const language = useLanguage();
  const zone = useSiteZone();
  if (of === undefined || of.pending.length === 0) return null;
  return (
    <div className={styles['stage']}>
      <h3>{say('pendingTests')}</h3>
      <ul className={styles['reasons']}>
        {of.pending.map(({ id, title, due, reference, dueAt }) => (
          <li key={id}>
            {say('pendingTest', { title: text(title), due, reference })}
            {dueAt === undefined ? null : ` ${say('pendingUntil', { at: shortStamp(dueAt, zone, language) })}`}
          </li>
        ))}
      </ul>
      <p>{say('pendingRule', { reference: of.reference })}</p>
    </div>
  );
}

const isDone = (batch: BatchReply, stage: Stage): boolean =>
  ({
    finish: batch.finishedAt !== undefined,
    review: batch.review !== undefined,
    certify: batch.certificate !== undefined,
  })[stage];

type Blocker = BatchReply['blockers'][Stage][number];
const keyOf = ({ code, facts }: Blocker): string => `${code} ${JSON.stringify(facts)}`;

/** What an earlier stage already waits for is said there, once. */
function Reasons({ batch, stage }: Readonly<{ batch: BatchReply; stage: Stage }>) {
  const say = useSay(phrases);
  const language = useLanguage();
  const zone = useSiteZone();
  if (isDone(batch, stage)) return <p>{say('beforeDone')}</p>;
  if (batch.blockers[stage].length === 0) return <p>{say('beforeNothing')}</p>;
  const above = new Set(
    STAGES.slice(0, STAGES.indexOf(stage)).flatMap((earlier) => batch.blockers[earlier].map(keyOf)),
  );
  const blockers = batch.blockers[stage].filter((blocker) => !above.has(keyOf(blocker)));
  if (blockers.length === 0) return <p>{say('beforeFirst')}</p>;
  return (
    <ul className={styles['reasons']}>
      {blockers.map((blocker) => (
        <li key={keyOf(blocker)}>
          {refusalShown(blocker, language, (at) => shortStamp(at, zone, language)) ?? blocker.code}
        </li>
      ))}
    </ul>
  );
}
