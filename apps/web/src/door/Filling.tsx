import type { LandingPageReply } from '@autolog/contract/session';
import { useSay, useText } from '../language/phrases.js';
import { doorPhrases } from './phrases.js';
import styles from './Filling.module.css';

/** How far a demo is that plays the days before today. */
export function Filling({ filling }: Readonly<{ filling: NonNullable<LandingPageReply['filling']> }>) {
  const say = useSay(doorPhrases);
  const text = useText();
  return (
    <section className={styles['filling']}>
      <p role="status">{text(filling.says)}</p>
      <progress
        className={styles['bar']}
        max={100}
        value={filling.percent}
        aria-label={say('daysPlayed', { days: filling.days, of: filling.of })}
      />
      <p className={styles['hint']}>{say('meanwhile')}</p>
    </section>
  );
}
