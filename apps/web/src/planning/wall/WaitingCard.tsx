import type { SiteOverviewQueue, WaitingBatch } from '@autolog/contract/site-overview';
import { useSay } from '../../language/phrases.js';
import { wallPhrases } from './phrases.js';
import styles from './Wall.module.css';

const SAYS: Readonly<Record<WaitingBatch['status'], 'created' | 'finished' | 'reviewed' | undefined>> = {
  created: 'created',
  finished: 'finished',
  reviewed: 'reviewed',
  in_process: undefined,
  certified: undefined,
  rejected: undefined,
};

/** What waits for somebody, the longest waiting first. */
export function WaitingCard({ title, waiting }: Readonly<{ title: string; waiting: SiteOverviewQueue }>) {
  const say = useSay(wallPhrases);
  const { count, batches } = waiting;
  const more = count - batches.length;
  return (
    <article className={styles['waiting']}>
      <h2 className={styles['roomHead']}>
        <span>{title}</span>
        <b className="num">{count}</b>
      </h2>
      {count === 0 ? <p className={styles['quiet']}>{say('nobodyWaits')}</p> : null}
      <ul className={styles['queue']}>
        {batches.map(({ id, coi, status }) => {
          const says = SAYS[status];
          return (
            <li key={id}>
              <b className="code">{coi}</b>
              <span className={styles['quiet']}>{says === undefined || says === 'created' ? null : say(says)}</span>
            </li>
          );
        })}
      </ul>
      {more > 0 ? <p className={styles['quiet']}>{say('more', { count: more })}</p> : null}
    </article>
  );
}
