import type { TimerLine } from '@autolog/contract/batch';
import type { TimerPurpose } from '@autolog/domain/batch/event';
import { millisOf } from '@autolog/domain/time';
import type { Instant } from '@autolog/domain/brand';

/** Key of the sentence that announces a timer; each screen has its own sentences. */
export const TIMER_PHRASES = {
  minimum: 'timerMinimum',
  maximum: 'timerMaximum',
  'window-opens': 'timerOpens',
  'window-closes': 'timerCloses',
} as const satisfies Record<TimerPurpose, string>;

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const SOON_SECONDS = 5 * MINUTE;

/** A timer as it is shown; seconds are positive until it is due and negative afterwards. */
export type DueTimer = Readonly<{ timer: TimerLine; seconds: number; overdue: boolean; soon: boolean }>;

/** Purposes of a deadline: afterwards something is late. The other purposes only open a window. */
const isDeadline = ({ purpose }: TimerLine): boolean => purpose === 'maximum' || purpose === 'window-closes';

/** While a window is not open yet, only its opening is shown: one time per step. */
const isNotYetOpen = ({ step, purpose }: TimerLine, opensLaterSteps: ReadonlySet<string>): boolean =>
  purpose === 'window-closes' && opensLaterSteps.has(step);

/** Timers that still matter, most urgent first: the longest overdue, then the soonest due (T29). */
export function dueTimers(timers: readonly TimerLine[], siteSeconds: number): readonly DueTimer[] {
  const notDisarmed = timers.filter(({ status }) => status !== 'disarmed');
  const opensLater = notDisarmed.filter(
    ({ purpose, dueAt }) => purpose === 'window-opens' && millisOf(dueAt as Instant) / 1000 > siteSeconds,
  );
  const opensLaterSteps = new Set(opensLater.map(({ step }) => step));
  return notDisarmed
    .filter((timer) => !isNotYetOpen(timer, opensLaterSteps))
    .map((timer) => {
      const seconds = Math.ceil(millisOf(timer.dueAt as Instant) / 1000 - siteSeconds);
      const overdue = seconds <= 0 && isDeadline(timer);
      return { timer, seconds, overdue, soon: !overdue && isDeadline(timer) && seconds <= SOON_SECONDS };
    })
    .filter(({ seconds, overdue }) => seconds > 0 || overdue)
    .sort((a, b) => a.seconds - b.seconds);
}

const two = (number: number): string => String(number).padStart(2, '0');

/** 17:42, 5:58:03, 11d 04h: few digits, read from across the room; overdue with a plus sign. */
export function formatCountdown(seconds: number, overdue: boolean): string {
  const whole = Math.abs(Math.trunc(seconds));
  const sign = overdue ? '+' : '';
  if (whole >= DAY) return `${sign}${Math.floor(whole / DAY)}d ${two(Math.floor((whole % DAY) / HOUR))}h`;
  const minutes = two(Math.floor((whole % HOUR) / MINUTE));
  if (whole >= HOUR) return `${sign}${Math.floor(whole / HOUR)}:${minutes}:${two(whole % MINUTE)}`;
  return `${sign}${minutes}:${two(whole % MINUTE)}`;
}
