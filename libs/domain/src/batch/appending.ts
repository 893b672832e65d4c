import type { Digest } from '../brand.js';
import type { Refusal } from '../refusal.js';
import type { BatchEvent, Deviation, TimerPurpose } from './event.js';
import type { ExceptionClass, Severity } from './exception.js';
import { isHeld, type Batch, type BatchException } from './state.js';

/** Something found that a reviewer must see. */
export type Finding = Readonly<{ class: ExceptionClass; severity: Severity; deviation: Deviation }>;
type About = Readonly<{ step?: string; reason?: Digest }>;

/** The events of one decision while it is being made; it never outlives the decision. */
export type Appending = Readonly<{ state: Batch; events: BatchEvent[] }>;
export const appending = (state: Batch): Appending => ({ state, events: [] });

/** Appends an exception, numbered by count, and holds a batch in process when it is critical. */
export function raise({ state, events }: Appending, finding: Finding, about: About = {}): void {
  const raised = events.filter((event) => event.type === 'ExceptionRaised').length;
  const exception = `X-${state.exceptions.size + raised + 1}`;
  events.push({ type: 'ExceptionRaised', v: 1, exception, ...finding, ...about });
  const held = isHeld(state) || events.some((event) => event.type === 'BatchHeld');
  if (finding.severity !== 'critical' || held || state.status !== 'in_process') return;
  events.push({ type: 'BatchHeld', v: 1, cause: exception });
}

/** As raise, but a scanner that reads one label twice, or a device that repeats itself, makes one exception. */
export function raiseOnce(to: Appending, finding: Finding, about: About = {}): void {
  const open = [...to.state.exceptions.values()].filter((exception) => !exception.assessed);
  if (!open.some((exception) => isSame(exception, finding, about.step))) raise(to, finding, about);
}

function isSame(exception: BatchException, finding: Finding, step: string | undefined): boolean {
  const a = exception.deviation;
  const b = finding.deviation;
  return (
    exception.class === finding.class &&
    exception.step === step &&
    a.detail === b.detail &&
    a.found === b.found &&
    a.limit === b.limit
  );
}

/** Raised at most once for a step and class, whoever notices it first: the timer or the person. */
export function raiseOncePerStep(to: Appending, finding: Finding, step: string): void {
  const raised = [...to.state.exceptions.values()].some(
    (known) => known.class === finding.class && known.step === step,
  );
  if (!raised) raise(to, finding, { step });
}

/** A refused attempt stays on record with what was refused (INV-8), beside the exception a reviewer weighs. */
export function attemptRefused(to: Appending, refused: Refusal, finding: Finding, step?: string): void {
  const about = step === undefined ? {} : { step };
  to.events.push({ type: 'AttemptRefused', v: 1, ...about, code: refused.refused, facts: refused.facts });
  raiseOnce(to, finding, about);
}

export const timerName = (step: string, purpose: TimerPurpose): string => `${step}/${purpose}`;

/** Disarms the timers of a step that are still armed; without purposes, all of them. */
export function disarm({ state, events }: Appending, step: string, ...purposes: readonly TimerPurpose[]): void {
  for (const timer of state.timers.values()) {
    if (timer.step !== step || timer.status !== 'armed') continue;
    if (purposes.length > 0 && !purposes.includes(timer.purpose)) continue;
    events.push({ type: 'TimerDisarmed', v: 1, timer: timer.name });
  }
}

export function disarmAll({ state, events }: Appending): void {
  for (const timer of state.timers.values()) {
    if (timer.status === 'armed') events.push({ type: 'TimerDisarmed', v: 1, timer: timer.name });
  }
}
