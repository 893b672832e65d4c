import type { SiteOverviewQueue, WaitingBatch } from '@autolog/contract/site-overview';
import { usePhrases } from '../../language/phrases.js';
import { siteOverviewPhrases } from './phrases.js';
import styles from './SiteOverview.module.css';

const STATUS_PHRASES: Readonly<Record<WaitingBatch['status'], 'created' | 'finished' | 'reviewed' | undefined>> = {
  created: 'created',
  finished: 'finished',
  reviewed: 'reviewed',
  in_process: undefined,
  certified: undefined,
  rejected: undefined,
};

/** Batches that wait for somebody, the longest waiting first. */
export function QueueCard({ title, queue }: Readonly<{ title: string; queue: SiteOverviewQueue }>) {
  const t = usePhrases(siteOverviewPhrases);
  const { count, batches } = queue;
  const more = count - batches.length;
  return (
    <article className={styles['waiting']}>
      <h2 className={styles['roomHead']}>
        <span>{title}</span>
        <b className="num">{count}</b>
      </h2>
      {count === 0 ? <p className={styles['quiet']}>{t('nobodyWaits')}</p> : null}
      <ul className={styles['queue']}>
        {batches.map(({ id, coi, status }) => {
          const phrase = STATUS_PHRASES[status];
          return (
            <li key={id}>
              <b className="code">{coi}</b>
              <span className={styles['quiet']}>{phrase === undefined || phrase === 'created' ? null : t(phrase)}</span>
            </li>
          );
        })}
      </ul>
      {more > 0 ? <p className={styles['quiet']}>{t('more', { count: more })}</p> : null}
    </article>
  );
}
