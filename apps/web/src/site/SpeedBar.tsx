import { useSay } from '../language/phrases.js';
import { Refused } from '../language/Refused.js';
import { shownAt, useSiteSeconds } from '../live/clock.js';
import { useLanguage } from '../language/phrases.js';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Tag } from '../ui/Tag.js';
import { sitePhrases } from './phrases.js';
import { SPEEDS, speedOf, useSite, useSpeed } from './use-site.js';
import styles from './SpeedBar.module.css';

const NAME = { '1': 'realTime', '60': 'minuteASecond', '1440': 'dayAMinute', next: 'next' } as const;

/** Site time; while it is simulated also the mark that everything under it carries, and how fast it runs. */
export function SpeedBar() {
  const say = useSay(sitePhrases);
  const language = useLanguage();
  const seconds = useSiteSeconds();
  const site = useSite();
  const { problem, choose } = useSpeed();
  if (site === undefined) return null;
  return (
    <div className={styles['bar']}>
      <span className="num">{seconds === undefined ? '–' : shownAt(seconds * 1000, 'day and time', language)}</span>
      {site.clock.simulated ? (
        <>
          <Tag level="major">{say('simulated')}</Tag>
          <div className={styles['speeds']} role="group" aria-label={say('speed')}>
            {SPEEDS.map((speed) => (
              <Button
                key={speed}
                tone="quiet"
                pressed={speedOf(site) === speed}
                onPress={() => void choose(speed)}
                label={say(NAME[speed])}
              >
                {speed === 'next' ? say('next') : say('times', { rate: speed })}
              </Button>
            ))}
          </div>
        </>
      ) : null}
      {problem === undefined ? null : problem === 'no answer' ? (
        <Banner level="warn">{say('noAnswer')}</Banner>
      ) : (
        <Refused problem={problem} />
      )}
    </div>
  );
}
