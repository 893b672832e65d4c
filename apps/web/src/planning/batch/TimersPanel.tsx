import type { TimerLine } from '@autolog/contract/batch';
import { useSay, useText } from '../../language/phrases.js';
import { useSiteSeconds } from '../../live/clock.js';
import { digitsOf, dueTimers, TIMER_SAYS } from '../../live/due-timers.js';
import { useConnection } from '../../live/use-view.js';
import { Panel } from '../../ui/Panel.js';
import { Timer } from '../../ui/Timer.js';
import { batchPhrases } from './phrases.js';
import styles from './BatchScreen.module.css';

const TIMERS_MAX = 6;

/** Times that run now; when a window opens and closes stands beside its step already. */
export function TimersPanel({ timers }: Readonly<{ timers: readonly TimerLine[] }>) {
  const say = useSay(batchPhrases);
  const text = useText();
  const seconds = useSiteSeconds();
  const stale = useConnection() !== 'connected';
  const running = timers.filter(({ purpose }) => purpose === 'minimum' || purpose === 'maximum');
  const due = seconds === undefined ? [] : dueTimers(running, seconds).slice(0, TIMERS_MAX);
  return (
    <Panel title={say('timers')}>
      {due.length === 0 ? <p className={styles['quiet']}>{say('noTimers')}</p> : null}
      <div className={styles['timers']}>
        {due.map(({ timer, seconds: left, overdue, soon }) => (
          <Timer
            key={timer.name}
            name={say(overdue ? 'timerOverdue' : TIMER_SAYS[timer.purpose], { title: text(timer.title) })}
            digits={digitsOf(left, overdue)}
            overdue={overdue}
            soon={soon}
            stale={stale}
          />
        ))}
      </div>
    </Panel>
  );
}
