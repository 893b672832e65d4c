import type { TimerLine } from '@autolog/contract/batch';
import { usePhrases, useText } from '../../language/phrases.js';
import { useSiteSeconds } from '../../time/site-clock.js';
import { formatCountdown, dueTimers, TIMER_PHRASES } from '../../batch/due-timers.js';
import { useConnection } from '../../live/use-view.js';
import { Panel } from '../../ui/Panel.js';
import { Timer } from '../../ui/Timer.js';
import { planningBatchPhrases } from './phrases.js';
import styles from './BatchScreen.module.css';

const TIMERS_MAX = 6;

/** Running timers. The opening and closing of a window is shown beside its step already. */
export function TimersPanel({ timers }: Readonly<{ timers: readonly TimerLine[] }>) {
  const t = usePhrases(planningBatchPhrases);
  const text = useText();
  const seconds = useSiteSeconds();
  const stale = useConnection() !== 'connected';
  const running = timers.filter(({ purpose }) => purpose === 'minimum' || purpose === 'maximum');
  const due = seconds === undefined ? [] : dueTimers(running, seconds).slice(0, TIMERS_MAX);
  return (
    <Panel title={t('timers')}>
      {due.length === 0 ? <p className={styles['quiet']}>{t('noTimers')}</p> : null}
      <div className={styles['timers']}>
        {due.map(({ timer, seconds: left, overdue, soon }) => (
          <Timer
            key={timer.name}
            name={t(overdue ? 'timerOverdue' : TIMER_PHRASES[timer.purpose], { title: text(timer.title) })}
            digits={formatCountdown(left, overdue)}
            overdue={overdue}
            soon={soon}
            stale={stale}
          />
        ))}
      </div>
    </Panel>
  );
}
