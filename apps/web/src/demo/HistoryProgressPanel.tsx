import { usePhrases, useText } from '../language/phrases.js';
import { demoPhrases } from './phrases.js';
import { useDemoUntilComplete } from './use-demo.js';
import styles from './HistoryProgressPanel.module.css';

/** How far the history of the demo is, while the days before today are simulated. */
export function HistoryProgressPanel() {
  const t = usePhrases(demoPhrases);
  const text = useText();
  const history = useDemoUntilComplete()?.history;
  if (history === undefined) return null;
  return (
    <section className={styles['panel']}>
      <p role="status">{text(history.text)}</p>
      <progress
        className={styles['bar']}
        max={100}
        value={history.percent}
        aria-label={t('daysSimulated', { days: history.days, of: history.of })}
      />
      <p className={styles['hint']}>{t('meanwhile')}</p>
    </section>
  );
}
