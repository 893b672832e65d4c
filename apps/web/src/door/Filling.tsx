import type { HistoryProgress } from '@autolog/contract/demo';
import { useSay, useText } from '../language/phrases.js';
import { doorPhrases } from './phrases.js';
import styles from './Filling.module.css';

/** How far the history of a demo is. */
export function Filling({ filling }: Readonly<{ filling: HistoryProgress }>) {
  const say = useSay(doorPhrases);
  const text = useText();
  return (
    <section className={styles['filling']}>
      <p role="status">{text(filling.text)}</p>
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
