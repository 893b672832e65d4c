import type { LandingPageReply } from '@autolog/contract/session';
import { usePhrases, useText } from '../language/phrases.js';
import { landingPagePhrases } from '../landing-page/phrases.js';
import styles from './HistoryProgressPanel.module.css';

/** How far a demo is that plays the days before today. */
export function HistoryProgressPanel({ progress }: Readonly<{ progress: NonNullable<LandingPageReply['filling']> }>) {
  const t = usePhrases(landingPagePhrases);
  const text = useText();
  return (
    <section className={styles['filling']}>
      <p role="status">{text(progress.says)}</p>
      <progress
        className={styles['bar']}
        max={100}
        value={progress.percent}
        aria-label={t('daysPlayed', { days: progress.days, of: progress.of })}
      />
      <p className={styles['hint']}>{t('meanwhile')}</p>
    </section>
  );
}
