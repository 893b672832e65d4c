import { usePhrases } from '../language/phrases.js';
import { RefusalBanner } from '../refusal/RefusalBanner.js';
import { formatInstant, useSiteSeconds } from '../time/site-clock.js';
import { useLanguage } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Tag } from '../ui/Tag.js';
import { sitePhrases } from './phrases.js';
import { OFFERED_CLOCK_RATES, clockRateOf, useSite, useClockRate } from './use-site.js';
import styles from './SiteClockBar.module.css';

const RATE_PHRASES = { '1': 'realTime', '60': 'minuteASecond', '1440': 'dayAMinute', next: 'next' } as const;

/** Site time; while it is simulated, also the mark "simulated clock" and the choice of its speed. */
export function SiteClockBar() {
  const t = usePhrases(sitePhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  const site = useSite();
  const { problem, setRate } = useClockRate();
  if (site === undefined) return null;
  return (
    <div className={styles['bar']}>
      <span className="num">
        {seconds === undefined ? '–' : formatInstant(seconds * 1000, 'day and time', language)}
      </span>
      {site.clock.simulated ? (
        <>
          <Tag level="major">{t('simulated')}</Tag>
          <div className={styles['speeds']} role="group" aria-label={t('speed')}>
            {OFFERED_CLOCK_RATES.map((rate) => (
              <Button
                key={rate}
                tone="quiet"
                pressed={clockRateOf(site) === rate}
                onPress={() => void setRate(rate)}
                label={t(RATE_PHRASES[rate])}
              >
                {rate === 'next' ? t('next') : t('times', { rate })}
              </Button>
            ))}
          </div>
        </>
      ) : null}
      {problem === undefined ? null : problem === 'unanswered' ? (
        <Banner level="warn">{t('noAnswer')}</Banner>
      ) : (
        <RefusalBanner problem={problem} />
      )}
    </div>
  );
}
