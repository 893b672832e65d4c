import type { TimerLine } from '@autolog/contract/batch';
import { usePhrases, useText } from '../../language/phrases.js';
import { useSiteSeconds } from '../../time/site-clock.js';
import { useConnection } from '../../live/use-view.js';
import { isLong, Timer } from '../../ui/Timer.js';
import { terminalPhrases } from '../language/phrases.js';
import { formatCountdown, dueTimers, TIMER_PHRASES, type DueTimer } from '../../batch/due-timers.js';
import styles from './TimersStrip.module.css';

const BESIDE_MAX = 2;
/** Hours take the room of two timers; their name is above them. */
const BESIDE_LONG_MAX = 1;
/** Timers due later are only counted: a process of several days sets its windows days ahead. */
const BESIDE_SECONDS_MAX = 24 * 3_600;

/** The strip at the bottom of every terminal screen: the most urgent timer in large digits, the next ones beside it. */
export function TimersStrip({ timers }: Readonly<{ timers: readonly TimerLine[] }>) {
  const t = usePhrases(terminalPhrases);
  const text = useText();
  const seconds = useSiteSeconds();
  const stale = useConnection() !== 'connected';
  const due = seconds === undefined ? [] : dueTimers(timers, seconds);
  const [first, ...others] = due;
  if (first === undefined) return <footer className={styles['none']}>{t('noTimers')}</footer>;
  const near = others.filter(({ seconds: left }) => left <= BESIDE_SECONDS_MAX).slice(0, BESIDE_MAX);
  const hours = [first, ...near].some(({ seconds: left, overdue }) => isLong(formatCountdown(left, overdue)));
  const beside = hours ? near.slice(0, BESIDE_LONG_MAX) : near;
  const hidden = others.length - beside.length;
  const renderTimer = ({ timer, seconds: left, overdue, soon }: DueTimer, urgent: boolean, note?: string) => (
    <Timer
      key={`${timer.step}/${timer.name}`}
      name={t(overdue ? 'timerOverdue' : TIMER_PHRASES[timer.purpose], { title: text(timer.title) })}
      digits={formatCountdown(left, overdue)}
      overdue={overdue}
      soon={soon}
      urgent={urgent}
      stale={stale}
      {...(note === undefined ? {} : { note })}
    />
  );
  return (
    <footer className={beside.length === 0 ? styles['one'] : styles['strip']} aria-label={t('timers')}>
      {renderTimer(first, true, beside.length === 0 && hidden > 0 ? t('moreTimers', { count: hidden }) : undefined)}
      {beside.length === 0 ? null : (
        <div className={styles['rest']}>
          {beside.map((each, index) =>
            renderTimer(
              each,
              false,
              index === beside.length - 1 && hidden > 0 ? t('moreTimers', { count: hidden }) : undefined,
            ),
          )}
        </div>
      )}
    </footer>
  );
}
